package kafkademo.producer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import kafkademo.producer.fault.Faults;
import kafkademo.producer.fault.StrictJackson;
import kafkademo.producer.message.MessageSource.Message;
import kafkademo.producer.shop.Event;
import kafkademo.producer.shop.Storefront;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class MessageSourceTest {
    private final Storefront shop = new Storefront(1, () -> 1_000);
    private final EventEncoder encoder = new EventEncoder();
    private Event event;

    private MessageSource source(double errorRate) {
        return source(errorRate, 0);
    }

    private MessageSource source(double errorRate, double driftRate) {
        return new MessageSource(
                () -> event = shop.next(),
                new EventEncoder(),
                Faults.of(errorRate, 1),
                new SchemaDrift(() -> driftRate, 1));
    }

    private static List<String> headers(Message message) {
        List<String> headers = new ArrayList<>();
        for (Header header : message.record().headers()) {
            headers.add(header.key() + "=" + new String(header.value(), UTF_8));
        }
        return headers;
    }

    @Test
    void aRecordHasTheKeyTopicAndHeadersOfItsEvent() {
        MessageSource source = source(0);
        for (int i = 0; i < 1_000; i++) {
            Message message = source.next();
            assertThat(message.topic()).isEqualTo(event.type().topic());
            assertThat(message.fault()).isEmpty();
            assertThat(message.record().topic()).isEqualTo(event.type().topic().topicName());
            assertThat(message.record().timestamp()).isEqualTo(event.occurredAtMillis());
            assertThat(message.record().key()).asString().isEqualTo(event.key().toString());
            assertThat(message.record().value()).isEqualTo(encoder.encode(event));
            assertThat(headers(message))
                    .containsExactly("event_type=" + event.type().eventTypeName(), "event_id=" + event.eventId());
        }
    }

    @Test
    void aMalformedRecordNamesItsFaultInAHeader() {
        MessageSource source = source(1);
        for (int i = 0; i < 1_000; i++) {
            Message message = source.next();
            assertThat(StrictJackson.accepts(message.record().value())).isFalse();
            assertThat(headers(message))
                    .containsExactly(
                            "event_type=" + event.type().eventTypeName(),
                            "event_id=" + event.eventId(),
                            "injected_fault=" + message.fault().orElseThrow().faultName());
        }
    }

    @Test
    void aRecordWithOtherContentNamesItsDriftInAHeader() {
        MessageSource source = source(0, 1);
        for (int i = 0; i < 1_000; i++) {
            Message message = source.next();
            assertThat(StrictJackson.accepts(message.record().value())).isTrue();
            assertThat(message.record().value()).isNotEqualTo(encoder.encode(event));
            assertThat(message.fault()).isEmpty();
            assertThat(headers(message))
                    .hasSize(3)
                    .contains("event_type=" + event.type().eventTypeName(), "event_id=" + event.eventId())
                    .last()
                    .asString()
                    .matches("injected_drift=(missing_field|wrong_type|unknown_event_type)");
        }
    }

    @Test
    void aRecordHasAFaultOrADriftAndTheRateOfTheFaultsIsAsAsked() {
        MessageSource source = source(0.5, 1);
        MessageSource withoutDrift = source(0.5);
        int faults = 0;
        for (int i = 0; i < 1_000; i++) {
            Message message = source.next();
            boolean isFault = message.fault().isPresent();
            faults += isFault ? 1 : 0;
            assertThat(headers(message)).hasSize(3);
            assertThat(headers(message).get(2)).startsWith(isFault ? "injected_fault=" : "injected_drift=");
        }
        for (int i = 0; i < 1_000; i++) {
            faults -= withoutDrift.next().fault().isPresent() ? 1 : 0;
        }
        assertThat(faults).isZero();
    }

    @Test
    void aMessageThatIsOfferedAgainIsTheSame() {
        Message message = source(1).next();

        assertThat(message.again().record()).isEqualTo(message.record()).isNotSameAs(message.record());
        assertThat(message.again().record().timestamp()).isEqualTo(1_000);
    }

    @Test
    void aHeaderAddedToOneRecordIsNotOnTheNext() {
        MessageSource source = source(1);
        source.next().record().headers().add("traceparent", new byte[1]);
        assertThat(headers(source.next())).hasSize(3);
    }
}
