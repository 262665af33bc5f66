package io.granary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ITEmbeddedRedisSentinel {

    @TempDir
    Path folder;

    @Test
    void theReplicaTakesOverWhenTheMasterEnds() throws IOException {
        try (EmbeddedRedisSentinel sentinel = EmbeddedRedisSentinel.start(folder)) {
            RedisProbe.order(sentinel.master().port(), "SET key value");
            assertThat(RedisProbe.send(sentinel.replica().port(), "SET key other"))
                    .startsWith("-READONLY");

            sentinel.master().kill();

            await().untilAsserted(
                            () -> assertThat(RedisProbe.send(sentinel.replica().port(), "SET key other"))
                                    .startsWith("+OK"));
        }
    }
}
