package io.granary.online.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads from servers that behave as Redis should not. */
@Timeout(30)
final class RedisReadsTest {

    private static final Tags PLAIN = Tags.of("connections", "plain");

    private static final String TWO_ROWS = "*2\r\n$3\r\nabc\r\n$-1\r\n";
    private static final ReadFields FIELDS = ReadFields.of(bytes("a"), bytes("b"));

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void readsRowsThatComeByteByByte() throws Exception {
        RedisReads reads = reads(answering(TWO_ROWS));

        StoredRows rows = read(reads, 5_000).get();
        assertThat(rows.copy(0, 0)).isEqualTo(bytes("abc"));
        assertThat(rows.has(0, 1)).isFalse();
    }

    @Test
    void failsAtTheDeadlineAndTakesNoLateReplyForAnother() throws Exception {
        CompletableFuture<Void> late = new CompletableFuture<>();
        RedisReads reads = reads((commands, out) -> {
            commands.awaitOne();
            late.join();
            out.write(bytes("*2\r\n$4\r\nlate\r\n$4\r\nlate\r\n"));
            while (true) {
                commands.awaitOne();
                out.write(bytes(TWO_ROWS));
            }
        });

        assertFailure(read(reads, 100), ErrorCode.DEADLINE_EXCEEDED, "no answer in time");
        CompletableFuture<StoredRows> next = read(reads, 5_000);
        late.complete(null);
        assertThat(next.get().copy(0, 0)).isEqualTo(bytes("abc"));
        assertThat(meters.get("granary.online.store.read.timeouts")
                        .tags(PLAIN)
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void eachReadEndsAtItsOwnDeadline() {
        RedisReads reads = reads((commands, out) -> commands.awaitEnd());
        CompletableFuture<StoredRows> patient = read(reads, 60_000);
        CompletableFuture<StoredRows> hasty = read(reads, 50);
        CompletableFuture<StoredRows> overdue = read(reads, -1);

        assertFailure(overdue, ErrorCode.DEADLINE_EXCEEDED, "no answer in time");
        assertFailure(hasty, ErrorCode.DEADLINE_EXCEEDED, "no answer in time");
        assertThat(patient).isNotDone();
    }

    @Test
    void answersWithWhatCameByTheDeadline() throws Exception {
        RedisReads reads = reads((commands, out) -> {
            commands.awaitOne();
            out.write(bytes(TWO_ROWS + "*2\r\n$3\r\nabc\r\n$3\r\na"));
            commands.awaitEnd();
        });
        EntityReads three = EntityReads.of(bytes("k"), FIELDS);
        three.add(bytes("l"), 0, 1, FIELDS);
        three.add(bytes("m"), 0, 1, FIELDS);

        StoredRows rows = reads.read(three, in(500)).get();
        assertThat(rows.unavailable(0)).isFalse();
        assertThat(rows.has(0, 0)).isTrue();
        assertThat(rows.unavailable(1)).isTrue();
        assertThat(rows.has(1, 0)).as("a row of a reply that is torn").isFalse();
        assertThat(rows.unavailable(2)).isTrue();
    }

    @Test
    void aRefusalOfOneReadLeavesTheOthers() throws Exception {
        RedisReads reads = reads(answering("-WRONGTYPE no hash\r\n", TWO_ROWS, "-LOADING soon\r\n"));
        EntityReads two = EntityReads.of(bytes("k"), FIELDS);
        two.add(bytes("l"), 0, 1, FIELDS);

        StoredRows rows = reads.read(two, in(5_000)).get();
        assertThat(rows.unavailable(0)).isTrue();
        assertThat(rows.has(1, 0)).isTrue();
        assertFailure(read(reads, 5_000), ErrorCode.UNAVAILABLE, "LOADING soon");
    }

    @Test
    void aRefusalOfAllReadsIsAFailure() {
        RedisReads reads = reads(answering("-WRONGTYPE no hash\r\n"));

        assertFailure(read(reads, 5_000), ErrorCode.FAILED_PRECONDITION, "WRONGTYPE no hash");
    }

    @Test
    void closesAConnectionThatMakesNoSenseAndTriesAnother() throws Exception {
        for (String nonsense : List.of(
                "HTTP/1.1 400 Bad Request\r\n\r\n",
                "*3\r\n$1\r\na\r\n",
                "+OK\r\n",
                "$536870911\r\n",
                "*2\r\n*2\r\n",
                "*1048576\r\n")) {
            ScriptedRedis server = server((commands, out) -> {
                commands.awaitOne();
                out.write(bytes(nonsense));
                commands.awaitEnd();
            });
            RedisReads reads = reads(server);

            assertFailure(read(reads, 5_000), ErrorCode.UNAVAILABLE, "malformed reply");
            await().untilAsserted(() -> assertThat(server.connections()).isGreaterThan(1));
        }
    }

    @Test
    void readsOverANewConnectionWhenOneEndsWithinAReply() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        RedisReads reads = reads((commands, out) -> {
            commands.awaitOne();
            out.write(bytes(connections.getAndIncrement() == 0 ? "*2\r\n$3\r\nab" : TWO_ROWS));
            if (connections.get() > 1) {
                commands.awaitEnd();
            }
        });

        assertFailure(read(reads, 5_000), ErrorCode.UNAVAILABLE, "the server closed the connection");
        await().ignoreExceptions().until(() -> read(reads, 5_000).get().has(0, 0));
        assertThat(connections).hasValue(2);
    }

    @Test
    void readsNothingMoreThanItMayHoldWhenNothingComesBack() {
        ScriptedRedis silent = server((commands, out) -> commands.awaitEnd());
        RedisReads reads =
                reads(RedisConfig.builder(silent.uri()).maxPending(10).build());
        List<CompletableFuture<StoredRows>> all = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            all.add(read(reads, 300));
        }

        for (int i = 0; i < 10; i++) {
            assertFailure(all.get(i), ErrorCode.DEADLINE_EXCEEDED, "no answer in time");
        }
        for (int i = 10; i < 15; i++) {
            assertFailure(all.get(i), ErrorCode.UNAVAILABLE, "10 commands wait for an answer");
        }
        assertThat(meters.get("granary.online.store.read.refused")
                        .tags(PLAIN)
                        .tag("reason", "pending")
                        .counter()
                        .count())
                .isEqualTo(5);
    }

    @Test
    void givesUpOnAServerThatOwesAnAnswerAndSaysNothing() {
        ScriptedRedis silent = server((commands, out) -> commands.awaitEnd());
        RedisReads reads = reads(RedisConfig.builder(silent.uri())
                .commandTimeout(Duration.ofMillis(200))
                .build());

        assertFailure(read(reads, 10_000), ErrorCode.UNAVAILABLE, "nothing heard for 200 ms");
        await().untilAsserted(() -> assertThat(silent.connections()).isGreaterThan(1));
    }

    @Test
    void aNameThatNobodyKnowsIsUnavailable() {
        RedisReads reads = reads(RedisConfig.of("redis://no-such-host.invalid:6379"));

        assertFailure(read(reads, 10_000), ErrorCode.UNAVAILABLE, "no-such-host.invalid:6379");
    }

    @Test
    void nothingIsReadOnceItIsClosed() {
        RedisReads reads = reads(answering(TWO_ROWS));
        CompletableFuture<StoredRows> waiting = read(reads, 10_000);
        reads.close();

        await().untilAsserted(() -> assertThat(waiting).isDone());
        assertFailure(read(reads, 1_000), ErrorCode.UNAVAILABLE, "the store is closed");
    }

    private static void assertFailure(CompletableFuture<StoredRows> read, ErrorCode code, String message) {
        assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        GranaryException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageStartingWith("Cannot read Redis at ")
                .hasMessageContaining(message);
    }

    private static CompletableFuture<StoredRows> read(RedisReads reads, long millis) {
        return reads.read(EntityReads.of(bytes("key"), FIELDS), in(millis));
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Gives these answers byte by byte, one a command. */
    private static ScriptedRedis.Script answering(String... answers) {
        return (commands, out) -> {
            for (String answer : answers) {
                commands.awaitOne();
                drip(answer, out);
            }
            commands.awaitEnd();
        };
    }

    private static void drip(String answer, OutputStream out) throws IOException {
        for (byte each : bytes(answer)) {
            out.write(each);
            out.flush();
        }
    }

    private RedisReads reads(ScriptedRedis.Script script) {
        return reads(server(script));
    }

    private RedisReads reads(ScriptedRedis server) {
        return reads(RedisConfig.of(server.uri()));
    }

    private RedisReads reads(RedisConfig config) {
        RedisAddress address = RedisAddress.parse(config.uri());
        NodeAddress node =
                new NodeAddress(address.first().getHost(), address.first().getPort());
        RedisReads reads = new RedisReads(config, ReadRoutes.to(node), meters);
        opened.add(0, reads);
        return reads;
    }

    private ScriptedRedis server(ScriptedRedis.Script script) {
        ScriptedRedis server = new ScriptedRedis(script);
        opened.add(server);
        return server;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
