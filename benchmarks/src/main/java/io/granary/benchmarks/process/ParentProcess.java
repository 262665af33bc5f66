package io.granary.benchmarks.process;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** The child's side of {@link ServerProcess}; standard output belongs to it. */
public final class ParentProcess {

    private static final String SEPARATOR = " ";

    private ParentProcess() {}

    public static void tellPorts(Integer... ports) {
        System.out.println(Stream.of(ports).map(String::valueOf).collect(joining(SEPARATOR)));
        System.out.flush();
    }

    /** What the child told. */
    static List<Integer> ports(String line) {
        return Stream.of(line.split(SEPARATOR, -1)).map(Integer::valueOf).toList();
    }

    /** Returns when the parent has ended or closed the pipe. */
    public static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // What the parent writes means nothing.
        }
    }
}
