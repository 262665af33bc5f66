package io.granary.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ITEmbeddedRedis {

    @TempDir
    Path folder;

    @Test
    void answersAndKeepsDataAcrossARestart() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
            assertThat(RedisProbe.send(redis.port(), "HSET key field value")).isEqualTo(":1\r\n");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
            assertThat(RedisProbe.send(redis.port(), "HGET key field")).contains("value");
        }
    }

    @Test
    void keepsNothingWithoutSnapshots() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.in(folder).withoutSnapshots().start()) {
            RedisProbe.send(redis.port(), "HSET key field value");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
            assertThat(RedisProbe.send(redis.port(), "DBSIZE")).isEqualTo(":0\r\n");
        }
    }

    @Test
    void leavesNoProcess() {
        EmbeddedRedis redis = EmbeddedRedis.start(folder);
        ProcessHandle process = ProcessHandle.of(redis.pid()).orElseThrow();
        List<ProcessHandle> watchers = process.children().toList();

        redis.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(watchers).hasSize(1);
        await().untilAsserted(() -> assertThat(watchers).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void endsWhenTheProcessThatStartedItIsKilled() throws Exception {
        Process owner = startOwner();
        String pid = owner.inputReader().readLine();
        ProcessHandle redis = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

        owner.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        await().until(() -> !redis.isAlive());
    }

    @Test
    void endsWithItsOwnerAlsoWhenItIsPaused() throws Exception {
        Process owner = startOwner();
        String pid = owner.inputReader().readLine();
        ProcessHandle redis = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        new ProcessBuilder("kill", "-STOP", pid).start().waitFor(10, TimeUnit.SECONDS);

        owner.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        await().until(() -> !redis.isAlive());
    }

    @Test
    void staysUntilTheProcessThatEndsHasClosedIt() throws Exception {
        Process owner = startOwner();
        String pid = owner.inputReader().readLine();
        ProcessHandle redis = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

        owner.toHandle().destroy();

        assertThat(owner.inputReader().lines()).containsExactly("+PONG", "closed");
        assertThat(redis.isAlive()).isFalse();
    }

    private Process startOwner() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RedisOwner.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void passesItsEnvironmentOn() {
        try (EmbeddedRedis redis =
                EmbeddedRedis.in(folder).environment("LC_ALL", "C.UTF-8").start()) {
            assertThat(redis.uri()).isEqualTo("redis://127.0.0.1:" + redis.port());
        }
    }

    @Test
    void saysWhyItDoesNotStart() {
        assertThatThrownBy(() ->
                        EmbeddedRedis.in(folder).setting("no-such-setting", "1").start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageStartingWith("Cannot start Redis in " + folder + " on port ")
                .hasMessageContaining("no-such-setting");
    }

    @Test
    void saysThatAPortIsTaken(@TempDir Path other) {
        try (EmbeddedRedis first = EmbeddedRedis.start(folder)) {
            assertThatThrownBy(() -> EmbeddedRedis.in(other).port(first.port()).start())
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("on port " + first.port())
                    .hasMessageContaining("Address already in use");
        }
    }
}
