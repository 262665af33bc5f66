package io.granary.online.serving;

import io.granary.answers.AnswerFile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a sample of the answers in files. An event loop only puts an answer into a queue, and drops it when that is full; a
 * thread of its own writes. Closing it writes what is in the queue.
 */
public final class AnswerLog implements AnswerListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AnswerLog.class);
    private static final int MOST_ANSWERS = 1_024;

    /** Of all answers in the queue. */
    private static final long MOST_BYTES = 64L << 20;

    /** What a value takes beside the bytes of its row. */
    private static final long BYTES_OF_VALUE = 32;

    private static final long ROLL_BYTES = 64L << 20;
    private static final long PATIENCE_MILLIS = 200;
    private static final long CLOSE_MILLIS = 10_000;

    private final AnswerLogConfig config;
    private final InstantSource clock;
    private final DoubleSupplier random;
    private final BlockingQueue<FeatureVectors> queue = new ArrayBlockingQueue<>(MOST_ANSWERS);
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Counter logged;
    private final Counter dropped;
    private final Counter failed;
    private final Thread thread = new Thread(this::run, "granary-answer-log");
    private volatile boolean isClosed;
    private @Nullable AnswerFile file;
    private long fileStartNanos;
    private boolean isFailing;

    private AnswerLog(AnswerLogConfig config, InstantSource clock, DoubleSupplier random, MeterRegistry meters) {
        this.config = config;
        this.clock = clock;
        this.random = random;
        logged = meters.counter("granary.online.answers", "outcome", "logged");
        dropped = meters.counter("granary.online.answers", "outcome", "dropped");
        failed = meters.counter("granary.online.answers", "outcome", "failed");
    }

    /** Starts to log answers as they come, chosen by chance. */
    public static AnswerLog start(AnswerLogConfig config, InstantSource clock, MeterRegistry meters) {
        return start(config, clock, () -> ThreadLocalRandom.current().nextDouble(), meters);
    }

    /** @param random from 0, inclusive, to 1, exclusive; asked by event loops */
    static AnswerLog start(AnswerLogConfig config, InstantSource clock, DoubleSupplier random, MeterRegistry meters) {
        AnswerLog started = new AnswerLog(config, clock, random, meters);
        started.thread.setDaemon(true);
        started.thread.start();
        return started;
    }

    @Override
    public void answered(FeatureVectors answer) {
        double ofService = answer.plan().loggingSample();
        double sample = ofService > 0 ? ofService : config.sample();
        if (sample > 0 && (sample >= 1 || random.getAsDouble() < sample)) {
            add(answer);
        }
    }

    private void add(FeatureVectors answer) {
        long bytes = bytes(answer);
        if (queuedBytes.addAndGet(bytes) > MOST_BYTES || isClosed || !queue.offer(answer)) {
            queuedBytes.addAndGet(-bytes);
            dropped.increment();
        }
    }

    private static long bytes(FeatureVectors answer) {
        RetrievalPlan plan = answer.plan();
        int columns = plan.plannedFeatures().size() + plan.requestColumns().size();
        return answer.retrieved().cells().heapBytes() + BYTES_OF_VALUE * columns * answer.rows();
    }

    private void run() {
        while (!isClosed || !queue.isEmpty()) {
            try {
                FeatureVectors next = queue.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    queuedBytes.addAndGet(-bytes(next));
                    write(next);
                }
                publishWhenDue();
            } catch (InterruptedException e) {
                break;
            }
        }
        publish();
    }

    private void write(FeatureVectors answer) {
        try {
            AnswerFile open = file;
            if (open == null) {
                open = AnswerFile.create(config.folder(), clock.instant());
                file = open;
                fileStartNanos = System.nanoTime();
            }
            open.append(LoggedVectors.of(answer));
        } catch (IOException | RuntimeException e) {
            // Avro wraps what the disk says; and whatever it is, answers go on without their log.
            fail(1, e);
        }
    }

    private void publishWhenDue() {
        AnswerFile open = file;
        if (open != null && (isOld() || isLarge(open))) {
            publish();
        }
    }

    private boolean isOld() {
        return System.nanoTime() - fileStartNanos > config.rollAge().toNanos();
    }

    private boolean isLarge(AnswerFile open) {
        try {
            return open.bytes() > ROLL_BYTES;
        } catch (IOException e) {
            return true;
        }
    }

    private void publish() {
        AnswerFile open = file;
        if (open == null) {
            return;
        }
        try {
            open.publish();
            file = null;
            logged.increment(open.answers());
            isFailing = false;
        } catch (IOException e) {
            fail(0, e);
        }
    }

    /** Says it once until it goes well again, and loses the file. */
    private void fail(int answers, Exception reason) {
        AnswerFile lost = file;
        file = null;
        failed.increment(answers + (lost == null ? 0 : lost.answers()));
        if (!isFailing) {
            log.error("Cannot log answers to {}: {}", config.folder(), reason.toString());
        }
        isFailing = true;
        abort(lost);
    }

    private static void abort(@Nullable AnswerFile lost) {
        try {
            if (lost != null) {
                lost.abort();
            }
        } catch (IOException e) {
            log.debug("Cannot delete a file of answers", e);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
