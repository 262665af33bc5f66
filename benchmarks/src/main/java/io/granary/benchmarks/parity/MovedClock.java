package io.granary.benchmarks.parity;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that stands where it was put. Safe for threads. */
final class MovedClock implements InstantSource {

    private volatile Instant now;

    MovedClock(long micros) {
        this.now = instant(micros);
    }

    void put(long micros) {
        now = instant(micros);
    }

    @Override
    public Instant instant() {
        return now;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
