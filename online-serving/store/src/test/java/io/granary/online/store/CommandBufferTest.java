package io.granary.online.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandBufferTest {

    private final CommandBuffer buffer = new CommandBuffer();

    @Test
    void writesOneCommandForEachRead() {
        EntityReads reads = new EntityReads();
        reads.add("?key?".getBytes(US_ASCII), 1, 3, fields("trips@1", "a"));
        reads.add(new byte[0], 0, 0, fields("b"));
        buffer.addRead(reads, 0);
        buffer.addRead(reads, 1);

        assertThat(moved())
                .isEqualTo(lines("*4", "$5", "HMGET", "$3", "key", "$7", "trips@1", "$1", "a")
                        + lines("*3", "$5", "HMGET", "$0", "", "$1", "b"));
        assertThat(buffer.length()).isZero();
        assertThat(moved()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 99, 100, 65_535, 1_000_000})
    void writesKeysOfEveryLength(int length) {
        String key = "k".repeat(length);
        buffer.addRead(EntityReads.of(key.getBytes(US_ASCII), fields("b")), 0);

        assertThat(moved()).isEqualTo(lines("*3", "$5", "HMGET", "$" + length, key, "$1", "b"));
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private String moved() {
        ByteBuf out = Unpooled.buffer();
        buffer.moveTo(out);
        return out.toString(US_ASCII);
    }

    private static ReadFields fields(String... names) {
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = names[i].getBytes(US_ASCII);
        }
        return ReadFields.of(bytes);
    }
}
