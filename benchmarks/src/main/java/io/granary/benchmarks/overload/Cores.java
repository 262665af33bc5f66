package io.granary.benchmarks.overload;

import io.granary.benchmarks.process.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processes that are pinned to processors by {@code taskset}, where there is one and more than one processor, until this is
 * closed: what they start inherits it, so a JVM that goes on would be left with one processor for ever.
 */
final class Cores implements AutoCloseable {

    private static final String ALLOWED = "Cpus_allowed_list:";

    /** By process id, the processors that it had. */
    private final Map<Long, String> before;

    private final boolean separate;

    private Cores(Map<Long, String> before, boolean separate) {
        this.before = before;
        this.separate = separate;
    }

    /** Puts a server on a processor of its own, and everything else on the next. */
    static Cores separate(long server, List<Long> others) throws IOException {
        if (Machine.processors() < 2) {
            return new Cores(Map.of(), false);
        }
        Map<Long, String> before = new LinkedHashMap<>();
        boolean pinned = pin("0", server);
        for (long other : pinned ? others : List.<Long>of()) {
            before.put(other, allowed(other));
            pinned &= pin("1", other);
        }
        return new Cores(before, pinned);
    }

    /** Whether that could be done. */
    boolean areSeparate() {
        return separate;
    }

    private static String allowed(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith(ALLOWED))
                    .map(line -> line.substring(ALLOWED.length()).trim())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean pin(String processors, long pid) {
        try {
            return new ProcessBuilder("taskset", "-acp", processors, String.valueOf(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives those other than the server the processors back that they had. */
    @Override
    public void close() {
        before.forEach((pid, processors) -> pin(processors, pid));
    }
}
