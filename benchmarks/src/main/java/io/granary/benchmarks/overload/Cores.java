package io.granary.benchmarks.overload;

import io.granary.benchmarks.process.Machine;
import java.io.IOException;
import java.util.List;

/** Pins processes to processors by {@code taskset}, where there is one and more than one processor. */
final class Cores {

    private Cores() {}

    /**
     * Puts a server on a processor of its own, and everything else on the next.
     *
     * @return whether that could be done
     */
    static boolean separate(long server, List<Long> others) throws IOException, InterruptedException {
        boolean pinned = Machine.processors() > 1 && pin(0, server);
        for (long other : others) {
            pinned = pinned && pin(1, other);
        }
        return pinned;
    }

    private static boolean pin(int processor, long pid) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("taskset", "-acp", String.valueOf(processor), String.valueOf(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
