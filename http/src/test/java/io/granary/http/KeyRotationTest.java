package io.granary.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.http.access.FollowedKeys;
import io.granary.http.access.KeyRing;
import io.granary.http.contract.Contract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys that change while a server answers. */
@Timeout(60)
final class KeyRotationTest {

    private static final Contract CONTRACT = Contract.parse("""
            paths:
              /things:
                get: {tags: [things], operationId: list, x-action: READ_ONLINE, x-acts-on: any}
            """);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    private FollowedKeys keys;
    private RunningRoutes routes;

    @BeforeEach
    void start() throws IOException {
        replaceBy("steady", "old");
        keys = FollowedKeys.start(folder.resolve("keys.yaml"), "home", meters);
        routes = new RunningRoutes(http -> http.contract(CONTRACT)
                .access(keys.access())
                .contract(
                        "things",
                        operations -> operations.on(
                                "list", context -> context.response().end("ok"))));
    }

    @AfterEach
    void stop() {
        routes.close();
        keys.close();
    }

    @Test
    void areTakenWithoutARestart() throws IOException {
        assertThat(status("old")).isEqualTo(200);
        assertThat(status("new")).isEqualTo(401);

        replaceBy("steady", "new");

        await().until(() -> status("new") == 200);
        assertThat(status("old")).isEqualTo(401);
        assertThat(status("steady")).isEqualTo(200);
    }

    @Test
    void neverFailACallerWhoseKeyStays() throws IOException {
        for (int i = 1; i <= 3; i++) {
            replaceBy("steady", "key-" + i);
            int taken = i;
            await().until(() -> {
                assertThat(status("steady")).isEqualTo(200);
                return changes("taken") == taken;
            });
        }
    }

    @Test
    void stayWhileTheFileCannotBeUsed() throws IOException {
        Files.writeString(folder.resolve("keys.yaml"), "keys: none");
        await().until(() -> changes("unusable") == 1);
        assertThat(status("old")).isEqualTo(200);
        assertThat(meters.get("granary.http.keys.stale").gauge().value()).isEqualTo(1);

        replaceBy("steady");
        await().until(() -> status("old") == 401);
        assertThat(meters.get("granary.http.keys.stale").gauge().value()).isZero();
    }

    private void replaceBy(String... names) throws IOException {
        KeyRing ring = new KeyRing();
        for (String name : names) {
            ring.add(name, "READ_ONLINE", "home", "*");
        }
        Files.move(
                ring.write(folder.resolve("next.yaml")), folder.resolve("keys.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private int status(String key) {
        return routes.caller()
                .send("GET", "Authorization", "Bearer " + key, "/things")
                .statusCode();
    }

    private double changes(String outcome) {
        return meters.counter("granary.http.keys.changes", "outcome", outcome).count();
    }
}
