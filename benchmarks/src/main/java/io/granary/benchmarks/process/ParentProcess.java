package io.granary.benchmarks.process;

import java.io.IOException;

/** The child's side of {@link ServerProcess}; standard output belongs to it. */
public final class ParentProcess {

    private ParentProcess() {}

    public static void tellPort(int port) {
        System.out.println(port);
        System.out.flush();
    }

    /** Returns when the parent has ended or closed the pipe. */
    public static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // What the parent writes means nothing.
        }
    }
}
