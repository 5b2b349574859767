package kafkademo.producer.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StockRoomTest {
    private static final Order ORDER = new Order("ord-1", null, List.of(), 0);

    private final SplittableRandom random = new SplittableRandom(8);
    private final StockRoom stock = new StockRoom(random);
    private final Product product = Catalogue.PRODUCTS.get(7);

    private int change(Product changed, int change) {
        return stock.change(changed, change, ORDER).level();
    }

    private int level(Product of) {
        return change(of, 0);
    }

    @Test
    void givesOutStockToTheLastPieceAndNoFurther() {
        int level = level(product);
        assertThat(stock.has(new OrderLine(product, level))).isTrue();
        assertThat(stock.has(new OrderLine(product, level + 1))).isFalse();

        assertThat(change(product, -level)).isZero();
        assertThatThrownBy(() -> change(product, -1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(product.id());
        assertThat(change(product, 2)).isEqualTo(2);
    }

    @Test
    void saysWhatChangedAndForWhichOrder() {
        int level = level(product);
        assertThat(stock.change(product, 3, ORDER)).isEqualTo(new Details.StockChanged(product, 3, level + 3, ORDER));
    }

    @Test
    void reordersALowProductUntilItIsReplenished() {
        assertThat(stock.isLow()).isFalse();
        List<Product> low = List.of(Catalogue.PRODUCTS.get(3), Catalogue.PRODUCTS.get(20), Catalogue.PRODUCTS.get(41));
        for (Product each : low) {
            change(each, StockRoom.REORDER_LEVEL - level(each));
            change(each, -1);
            change(each, -1);
        }

        for (int left = low.size(); left > 0; left--) {
            assertThat(stock.isLow()).isTrue();
            Product reordered = stock.lowProduct(random);
            assertThat(low).contains(reordered);
            int before = level(reordered);
            Details.StockChanged delivery = stock.replenish(reordered);
            assertThat(delivery.change()).isPositive();
            assertThat(delivery.order()).isNull();
            assertThat(delivery.level()).isEqualTo(before + delivery.change()).isGreaterThan(StockRoom.REORDER_LEVEL);
        }
        assertThat(stock.isLow()).isFalse();
    }
}
