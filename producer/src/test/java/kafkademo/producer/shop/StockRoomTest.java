package kafkademo.producer.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StockRoomTest {
    private final SplittableRandom random = new SplittableRandom(8);
    private final StockRoom stock = new StockRoom(Catalogue.PRODUCTS.size(), random);
    private final Product product = Catalogue.PRODUCTS.get(7);

    @Test
    void givesOutToTheLastPieceAndNoFurther() {
        int level = stock.level(product.index());
        assertThat(stock.has(product, level)).isTrue();
        assertThat(stock.has(product, level + 1)).isFalse();

        assertThat(stock.reserve(product, level)).isZero();
        assertThatThrownBy(() -> stock.reserve(product, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(product.id().toString());
        assertThat(stock.release(product, 2)).isEqualTo(2);
    }

    @Test
    void reordersWhatIsLowUntilItIsReplenished() {
        assertThat(stock.isLow()).isFalse();
        int[] low = {3, 20, 41};
        for (int index : low) {
            stock.reserve(Catalogue.PRODUCTS.get(index), stock.level(index) - StockRoom.REORDER_LEVEL);
            stock.reserve(Catalogue.PRODUCTS.get(index), 1);
            stock.reserve(Catalogue.PRODUCTS.get(index), 1);
        }

        for (int left = low.length; left > 0; left--) {
            assertThat(stock.isLow()).isTrue();
            int index = stock.lowProduct(random);
            assertThat(low).contains(index);
            int before = stock.level(index);
            int came = stock.replenish(index);
            assertThat(came).isPositive();
            assertThat(stock.level(index)).isEqualTo(before + came).isGreaterThan(StockRoom.REORDER_LEVEL);
        }
        assertThat(stock.isLow()).isFalse();
    }
}
