package io.granary.online.serving.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.EpochMicros;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTextTest {

    private static final int TRIALS = 20_000;
    private static final long SEED = 11;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2000-02-29T23:59:59.999999Z",
                "1900-02-28T00:00:00.001Z",
                "1969-12-31T23:59:59.999999Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z",
                "-0001-12-31T00:00:00Z",
                "+10000-01-01T00:00:00Z",
            })
    void writesRfc3339(String text) {
        assertThat(written(Instant.parse(text))).isEqualTo('"' + text + '"');
    }

    @Test
    void agreesWithTheJdkOnRandomMoments() {
        Random random = new Random(SEED);
        for (int i = 0; i < TRIALS; i++) {
            Instant moment = EpochMicros.toInstant(random.nextLong() >> random.nextInt(40));

            assertThat(written(moment)).as("seed %s", SEED).isEqualTo('"' + moment.toString() + '"');
        }
    }

    private static String written(Instant moment) {
        JsonBuffer json = new JsonBuffer(1);
        new TimestampText(json).write(EpochMicros.of(moment));
        return json.toBuffer().toString();
    }
}
