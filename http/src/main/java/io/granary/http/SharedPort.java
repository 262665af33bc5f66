package io.granary.http;

import java.util.concurrent.atomic.AtomicInteger;

/** What to tell Vert.x so that several listeners share one free port: a negative number that no other listeners have. */
public final class SharedPort {

    private static final AtomicInteger LAST = new AtomicInteger();

    private SharedPort() {}

    /** The port to listen on for a configured one, of which 0 is any free one. */
    public static int of(int configured) {
        return configured == 0 ? LAST.decrementAndGet() : configured;
    }
}
