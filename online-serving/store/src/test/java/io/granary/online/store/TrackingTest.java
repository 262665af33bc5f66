package io.granary.online.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingTest {

    private final List<String> rows = new ArrayList<>();
    private final Tracking tracking = new Tracking(new NearCache(1 << 10, new SimpleMeterRegistry()), new Rows());
    private final RespReader reader = new RespReader(tracking, 1 << 10);

    @Test
    void takesTheAnswerToItsPingAndLeavesThatToAsking() {
        assertThat(tracking.startPing()).isTrue();
        hear("+OK\r\n");
        assertThat(tracking.startPing()).isFalse();
        hear("+PONG\r\n");
        assertThat(tracking.startPing()).isTrue();
        assertThat(rows).containsExactly("+OK");
    }

    @Test
    void takesWhatWasNotAskedForAndLeavesRows() {
        hear(">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n*1\r\n$3\r\nrow\r\n>2\r\n$10\r\ninvalidate\r\n_\r\n");
        assertThat(rows).containsExactly("*1", "$3", "row", "end");
    }

    private void hear(String text) {
        reader.read(Unpooled.copiedBuffer(text, US_ASCII));
    }

    private final class Rows implements RespReplies {

        @Override
        public void aggregate(byte type, int elements) {
            rows.add((char) type + "" + elements);
        }

        @Override
        public void bulk(byte type, int length) {
            rows.add((char) type + "" + length);
        }

        @Override
        public void payload(byte[] bytes, int from, int length) {
            rows.add(new String(bytes, from, length, US_ASCII));
        }

        @Override
        public void bulkEnd() {
            rows.add("end");
        }

        @Override
        public void nil() {
            rows.add("nil");
        }

        @Override
        public void line(byte type, byte[] bytes, int from, int length) {
            rows.add((char) type + new String(bytes, from, length, US_ASCII));
        }
    }
}
