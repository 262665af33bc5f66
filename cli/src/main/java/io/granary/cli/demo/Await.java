package io.granary.cli.demo;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what happens elsewhere. */
final class Await {

    private static final long PAUSE_MILLIS = 50;

    private Await() {}

    /** @throws GranaryException (DEADLINE_EXCEEDED) naming what did not come true */
    static void until(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new GranaryException(
                        ErrorCode.DEADLINE_EXCEEDED, "Cannot go on: after " + patience + ", not yet: " + what);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot go on: interrupted", e);
        }
    }
}
