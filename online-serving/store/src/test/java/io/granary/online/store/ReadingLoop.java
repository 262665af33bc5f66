package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.row.StoredRow;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Reads ten entity keys every millisecond on one event loop, and counts what comes of it. */
final class ReadingLoop {

    private static final int ROWS = 10;
    private static final ReadFields FIELDS = ReadFields.of("view@1".getBytes(UTF_8), "absent@1".getBytes(UTF_8));

    private final EventExecutor loop;
    private final OnlineStore store;
    private final int keys;
    private final Duration deadline;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong onOtherThreads = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile boolean isStopped;
    private int next;

    ReadingLoop(EventExecutor loop, OnlineStore store, int keys, Duration deadline) {
        this.loop = loop;
        this.store = store;
        this.keys = keys;
        this.deadline = deadline;
    }

    static byte[] key(int number) {
        return ("key " + number).getBytes(UTF_8);
    }

    static byte[] body(int number) {
        return ("row " + number).repeat(1 + number % 30).getBytes(UTF_8);
    }

    void start() {
        loop.execute(this::readAndGoOn);
    }

    void stop() {
        isStopped = true;
    }

    private void readAndGoOn() {
        if (!isStopped) {
            read();
            var unused = loop.schedule(this::readAndGoOn, 1, TimeUnit.MILLISECONDS);
        }
    }

    private void read() {
        int first = next++ % (keys - ROWS);
        EntityReads reads = new EntityReads(ROWS);
        for (int i = 0; i < ROWS; i++) {
            byte[] key = key(first + i);
            reads.add(key, 0, key.length, FIELDS);
        }
        long startNanos = System.nanoTime();
        var unused = store.read(reads, startNanos + deadline.toNanos())
                .whenComplete((rows, failure) -> count(first, rows, System.nanoTime() - startNanos));
    }

    private void count(int first, @Nullable StoredRows rows, long nanos) {
        onOtherThreads.addAndGet(loop.inEventLoop() ? 0 : 1);
        longestNanos.accumulateAndGet(nanos, Math::max);
        if (rows == null) {
            failed.incrementAndGet();
            return;
        }
        answered.incrementAndGet();
        for (int i = 0; i < ROWS; i++) {
            wrong.addAndGet(isRight(rows, i, first + i) ? 0 : 1);
        }
    }

    private static boolean isRight(StoredRows rows, int read, int key) {
        byte[] row = rows.copy(read, 0);
        return !rows.has(read, 1) && (row == null || Arrays.equals(row, StoredRow.encode(1, 1, 1, 1, body(key))));
    }

    void forget() {
        answered.set(0);
        failed.set(0);
    }

    long answered() {
        return answered.get();
    }

    long failed() {
        return failed.get();
    }

    long wrong() {
        return wrong.get();
    }

    long onOtherThreads() {
        return onOtherThreads.get();
    }

    long longestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longestNanos.get());
    }
}
