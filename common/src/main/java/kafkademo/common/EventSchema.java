package kafkademo.common;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * On which content of events the producer and the consumer agree: for each type of event, the members that its document must have,
 * and their JSON types. More members are allowed. What stands inside an array is not part of it.
 */
public final class EventSchema {
    public static final String STRING = "string";
    public static final String NUMBER = "number";
    public static final String ARRAY = "array";

    /** Those that every event has. */
    private static final String COMMON = "event_id event_type occurred_at ";

    /** A type of event and its further members, which are strings unless their type is given. */
    private static final Map<String, Map<String, String>> MEMBERS = """
            session_started    shopper_id session_id device channel
            product_viewed     shopper_id session_id product_id name category unit_price:number currency
            products_searched  shopper_id session_id query hits:number
            cart_item_added    shopper_id session_id product_id name quantity:number unit_price:number currency
            cart_item_removed  shopper_id session_id product_id name quantity:number unit_price:number currency
            checkout_started   shopper_id session_id lines:number total:number currency
            session_ended      shopper_id session_id orders:number
            order_created      order_id shopper_id session_id lines:array total:number currency
            order_confirmed    order_id shopper_id session_id total:number currency
            order_cancelled    order_id shopper_id session_id total:number currency
            payment_authorized payment_id order_id shopper_id session_id amount:number currency method
            payment_declined   payment_id order_id shopper_id session_id amount:number currency method
            stock_reserved     order_id shopper_id session_id product_id change:number level:number
            stock_released     order_id shopper_id session_id product_id change:number level:number
            stock_replenished  product_id change:number level:number
            """.lines()
            .map(line -> line.split(" +", 2))
            .collect(Collectors.toMap(type -> type[0], type -> parse(type[1])));

    private EventSchema() {}

    private static Map<String, String> parse(String text) {
        Map<String, String> members = new LinkedHashMap<>();
        for (String member : (COMMON + text).split(" ")) {
            String[] nameAndType = member.split(":");
            members.put(nameAndType[0], nameAndType.length == 1 ? STRING : nameAndType[1]);
        }
        return members;
    }

    /** Returns types by member of a type of event, in the order in which the producer writes them; {@code null} if it is unknown. */
    public static Map<String, String> members(String eventType) {
        return MEMBERS.get(eventType);
    }
}
