package io.granary.online.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RespReaderTest {

    private static final String REPLIES = String.join(
            "\r\n", "*3", "$5", "he\r\no", "$-1", "$0", "", "+OK", "-ERR no", ":-12", "_", "%1", "$1", "a", "#t",
            ",1.5", "*-1", ">1", "$2", "xy", "*0", "!3", "BAD", "");
    private static final String PIECES =
            "*3 $5[he\r\no] nil $0[] +OK -ERR no :-12 nil %2 $1[a] #t ,1.5 nil >1 $2[xy] *0 !3[BAD] ";

    private final StringBuilder pieces = new StringBuilder();
    private final RespReader reader = new RespReader(new Recorder(), 32);

    @Test
    void takesRepliesApart() {
        read(REPLIES);

        assertThat(pieces).hasToString(PIECES);
    }

    @Test
    void readsTheSameWhateverThePackets() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            pieces.setLength(0);
            int from = 0;
            while (from < REPLIES.length()) {
                int to = Math.min(REPLIES.length(), from + 1 + random.nextInt(round % 40 + 1));
                read(REPLIES.substring(from, to));
                from = to;
            }
            assertThat(pieces).as("seed %d, round %d", seed, round).hasToString(PIECES);
        }
    }

    @Test
    void handsOnWhatIsLongerThanItsBuffer() {
        read("$1000\r\n" + "x".repeat(500));
        read("x".repeat(500) + "\r\n:1\r\n");

        assertThat(pieces).hasToString("$1000[" + "x".repeat(1000) + "] :1 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 400 Bad Request\r\n",
                "*x\r\n",
                "*\r\n",
                "$-2\r\n",
                "$5\rx",
                "$3\r\nabcd\r\n",
                "*1048577\r\n",
                "$536870913\r\n",
                "$9999999999\r\n",
                "$99999999999999999999\r\n",
                "%-1\r\n",
                "+a line that is longer than the reader has room for\r\n",
                "+OK\rx",
                "\0\0\0\0"
            })
    void refusesWhatIsNoReply(String bytes) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(MalformedReplyException.class)
                .hasMessageStartingWith("malformed reply: ");
    }

    @Test
    void readsAnyBytesOrRefusesThem() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "*$_-+:#,(%~>!=0123459\r\n\r\n\r\nab";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder bytes = new StringBuilder();
            random.ints(random.nextInt(60), 0, alphabet.length()).forEach(i -> bytes.append(alphabet.charAt(i)));
            RespReader fresh = new RespReader(new Recorder(), 32);
            try {
                fresh.read(Unpooled.copiedBuffer(bytes, ISO_8859_1));
            } catch (MalformedReplyException expected) {
                assertThat(expected).as("seed %d", seed).hasMessageStartingWith("malformed reply: ");
            }
        }
    }

    private void read(String bytes) {
        reader.read(Unpooled.copiedBuffer(bytes, ISO_8859_1));
    }

    private final class Recorder implements RespReplies {

        @Override
        public void aggregate(byte type, int elements) {
            pieces.append((char) type).append(elements).append(' ');
        }

        @Override
        public void bulk(byte type, int length) {
            pieces.append((char) type).append(length).append('[');
        }

        @Override
        public void payload(byte[] bytes, int from, int length) {
            pieces.append(new String(bytes, from, length, ISO_8859_1));
        }

        @Override
        public void bulkEnd() {
            pieces.append("] ");
        }

        @Override
        public void nil() {
            pieces.append("nil ");
        }

        @Override
        public void line(byte type, byte[] bytes, int from, int length) {
            pieces.append((char) type)
                    .append(new String(bytes, from, length, ISO_8859_1))
                    .append(' ');
        }
    }
}
