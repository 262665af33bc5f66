package io.granary.online.serving.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBufferTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int TRIALS = 10_000;
    private static final long SEED = 7;

    @Test
    void repeatsWhatIsWritten() {
        JsonBuffer json = new JsonBuffer(4);
        json.ascii("abcd");

        json.repeat(1, 3);

        assertThat(json.length()).isEqualTo(6);
        assertThat(json.toBuffer().toString()).isEqualTo("abcdbc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"\\/", "\u0000\u001f\n\t", "Zoë", "日本\"x\\", "😀", "a\u2028b"})
    void stringsReadBack(String text) throws IOException {
        assertThat(MAPPER.readValue(written(json -> json.string(text)), String.class))
                .isEqualTo(text);
    }

    @Test
    void doublesReadBackToTheBit() {
        Random random = new Random(SEED);
        for (int i = 0; i < TRIALS; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(written(json -> json.float64(value))))
                        .as("seed %s", SEED)
                        .isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MIN_VALUE, 9_007_199_254_740_993L})
    void integersAreExact(long value) {
        assertThat(written(json -> json.int64(value))).isEqualTo(Long.toString(value));
    }

    @Test
    void bytesAreBase64AndLeaveTheirBufferAlone() {
        byte[] bytes = new byte[1_000];
        new Random(SEED).nextBytes(bytes);
        ByteBuffer value = ByteBuffer.wrap(bytes).asReadOnlyBuffer();

        assertThat(written(json -> json.base64(value)))
                .isEqualTo('"' + Base64.getEncoder().encodeToString(bytes) + '"');
        assertThat(value.remaining()).isEqualTo(1_000);
    }

    private static String written(Consumer<JsonBuffer> writing) {
        JsonBuffer json = new JsonBuffer(1);
        writing.accept(json);
        return json.toBuffer().toString();
    }
}
