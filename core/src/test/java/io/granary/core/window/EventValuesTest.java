package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.type.ScalarType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventValuesTest {

    private static final List<ScalarType> TYPES = List.of(
            ScalarType.BOOL,
            ScalarType.INT32,
            ScalarType.FLOAT64,
            ScalarType.STRING,
            ScalarType.BYTES,
            ScalarType.TIMESTAMP,
            ScalarType.INT64,
            ScalarType.FLOAT32,
            ScalarType.FLOAT64);

    @Test
    void readsWhatItWrote() {
        byte[] bytes = bytes(event());
        EventValues read = EventValues.of(TYPES);
        ByteSource in = new ByteSource().reset(bytes, 0, bytes.length);
        read.read(in, 1_000);
        assertThat(in.hasRemaining()).isFalse();
        assertThat(read.eventMicros()).isEqualTo(-5);
        assertThat(read.integer(1)).isEqualTo(-42);
        assertThat(read.number(2)).isEqualTo(0.1);
        assertThat(new String(read.bytes(3), read.offset(3), read.length(3), StandardCharsets.UTF_8))
                .isEqualTo("å");
        assertThat(read.isNull(4)).isTrue();
        assertThat(read.integer(5)).isEqualTo(Long.MAX_VALUE);
        assertThat(read.isNull(8)).isFalse();
        assertThat(bytes(read)).isEqualTo(bytes);
    }

    @Test
    void countsNaNAsNullAndHasOneZero() {
        EventValues event = EventValues.of(TYPES);
        event.start(0);
        event.number(2, Double.NaN);
        event.number(8, -0.0);
        assertThat(event.nanCount()).isEqualTo(1);
        assertThat(event.isNull(2)).isTrue();
        assertThat(Double.doubleToRawLongBits(event.number(8))).isZero();
        event.start(0);
        assertThat(event.nanCount()).isZero();
        assertThat(event.isNull(8)).isTrue();
    }

    @Test
    void refusesDamagedBytes() {
        byte[] bytes = bytes(event());
        EventValues read = EventValues.of(TYPES);
        for (int length = 0; length < bytes.length; length++) {
            ByteSource in = new ByteSource().reset(bytes, 0, length);
            assertThatThrownBy(() -> read.read(in, 0)).hasMessageStartingWith("Cannot decode window state: ");
        }
        EventValues fewer = EventValues.of(TYPES.subList(0, 1));
        assertThatThrownBy(() -> fewer.read(new ByteSource().reset(bytes, 0, bytes.length), 0))
                .hasMessageContaining("more values than inputs");
    }

    @Test
    void ordersIdsAsTheirValues() {
        assertOrdered(EventIds.encode(-1L, ScalarType.INT64), EventIds.encode(0L, ScalarType.INT64));
        assertOrdered(EventIds.encode(Integer.MIN_VALUE, ScalarType.INT32), EventIds.encode(7, ScalarType.INT32));
        assertOrdered(EventIds.encode("a", ScalarType.STRING), EventIds.encode("ab", ScalarType.STRING));
        assertOrdered(EventIds.encode("z", ScalarType.STRING), EventIds.encode("å", ScalarType.STRING));
        assertOrdered(EventIds.ofRecord(0, 255), EventIds.ofRecord(0, 256));
        assertOrdered(EventIds.ofRecord(0, Long.MAX_VALUE), EventIds.ofRecord(1, 0));
        assertOrdered(
                EventIds.encode(Instant.parse("1969-12-31T00:00:00Z"), ScalarType.TIMESTAMP),
                EventIds.encode(Instant.EPOCH, ScalarType.TIMESTAMP));
    }

    private static void assertOrdered(byte[] less, byte[] greater) {
        assertThat(Arrays.compareUnsigned(less, greater)).isNegative();
    }

    private static EventValues event() {
        EventValues event = EventValues.of(TYPES);
        event.start(-5);
        event.id(new byte[] {9, 1, 2, 9}, 1, 2);
        event.truth(0, true);
        event.integer(1, -42);
        event.number(2, 0.1);
        byte[] text = "å".getBytes(StandardCharsets.UTF_8);
        event.bytes(3, text, 0, text.length);
        event.integer(5, Long.MAX_VALUE);
        event.number(7, 1.5f);
        event.number(8, 15);
        return event;
    }

    private static byte[] bytes(EventValues event) {
        ByteSink out = new ByteSink(1);
        event.write(out, 1_000);
        return out.toByteArray();
    }
}
