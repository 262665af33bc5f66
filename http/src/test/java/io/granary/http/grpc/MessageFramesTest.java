package io.granary.http.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

final class MessageFramesTest {

    private final MessageFrames frames = new MessageFrames(10, MessagePacking.IDENTITY);

    @Test
    void findsMessagesHoweverTheyAreCut() {
        byte[] stream = {0, 0, 0, 0, 2, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9};
        for (int cut = 1; cut < stream.length; cut++) {
            MessageFrames each = new MessageFrames(10, MessagePacking.IDENTITY);
            StringBuilder found = new StringBuilder();
            for (int from = 0; from < stream.length; from += cut) {
                each.add(Buffer.buffer().appendBytes(stream, from, Math.min(cut, stream.length - from)));
                for (byte[] next = each.next(); next != null; next = each.next()) {
                    found.append(next.length).append(' ');
                }
            }
            assertThat(found.toString()).as("cut in pieces of %d", cut).isEqualTo("2 0 1 ");
            assertThat(each.hasRest()).isFalse();
        }
    }

    @Test
    void takesAnEmptyPieceForNothing() {
        frames.add(Buffer.buffer());

        assertThat(frames.next()).isNull();
        assertThat(frames.hasRest()).isFalse();
    }

    @Test
    void knowsThatSomethingIsMissing() {
        frames.add(Buffer.buffer(new byte[] {0, 0, 0, 0, 2, 7}));

        assertThat(frames.next()).isNull();
        assertThat(frames.hasRest()).isTrue();
    }

    @Test
    void refusesTheLengthBeforeTheMessageArrives() {
        frames.add(Buffer.buffer(new byte[] {0, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff}));

        assertThatThrownBy(frames::next).hasMessage("message: too long (expected: at most 10 bytes)");
    }

    @Test
    void refusesAnUnknownFlagAndAPackingThatWasNotAnnounced() {
        frames.add(Buffer.buffer(new byte[] {2, 0, 0, 0, 0}));
        assertThatThrownBy(frames::next).hasMessage("compressed flag of the message: 2 (expected: 0 or 1)");

        MessageFrames packed = new MessageFrames(10, MessagePacking.IDENTITY);
        packed.add(Buffer.buffer(new byte[] {1, 0, 0, 0, 0}));
        assertThatThrownBy(packed::next).hasMessageContaining("(expected: gzip, because a message is packed)");

        MessageFrames broken = new MessageFrames(10, MessagePacking.GZIP);
        broken.add(Buffer.buffer(new byte[] {1, 0, 0, 0, 1, 5}));
        assertThatThrownBy(broken::next).hasMessage("message: cannot be unpacked (expected: gzip)");
    }
}
