package io.granary.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells where no terminal is how far long work has come: when it goes on to something else, and now and then. */
final class ProgressLines {

    private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final String task;
    private final PrintWriter out;
    private final LongSupplier clock;
    private String told = "";
    private long toldNanos;

    ProgressLines(String task, PrintWriter out, LongSupplier clock) {
        this.task = task;
        this.out = out;
        this.clock = clock;
    }

    /**
     * @param fraction of the whole, 0 to 1
     * @param detail what changes all the time, such as a number of rows
     */
    void at(double fraction, String stage, String detail) {
        long now = clock.getAsLong();
        if (!stage.equals(told) || now - toldNanos >= EVERY_NANOS) {
            told = stage;
            toldNanos = now;
            out.printf(Locale.ROOT, "%s: %.0f %%, %s%s%n", task, fraction * 100, stage, detail);
            out.flush();
        }
    }
}
