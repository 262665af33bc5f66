package io.granary.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Tells a person what the demonstration does and how long each step took. Not safe for threads. */
final class Steps {

    private final PrintWriter out;
    private final int total;
    private int current;

    Steps(PrintWriter out, int total) {
        this.out = out;
        this.total = total;
    }

    /** Runs a step; its result is described behind the time it took. */
    <T> T run(String what, Supplier<T> step) {
        current++;
        out.printf(Locale.ROOT, "[%d/%d] %s ...%n", current, total, what);
        out.flush();
        long start = System.nanoTime();
        T result = step.get();
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        out.printf(Locale.ROOT, "      done in %.1f s%n", seconds);
        out.flush();
        return result;
    }

    void perform(String what, Runnable step) {
        run(what, () -> {
            step.run();
            return what;
        });
    }

    /** A line under the current step. */
    void note(String text) {
        out.println("      " + text);
        out.flush();
    }
}
