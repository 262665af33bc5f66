package io.granary.offline.engine;

import java.io.IOException;
import java.io.UncheckedIOException;

/** How large files may become that this process writes, as {@code ulimit -f} sets it. Linux only. */
final class FileSizeLimit implements AutoCloseable {

    private boolean isLower;

    /** Bytes from which on writing fails; a second time changes nothing. */
    synchronized void lower(long bytes) {
        if (!isLower) {
            isLower = true;
            set(String.valueOf(bytes));
        }
    }

    @Override
    public synchronized void close() {
        set("unlimited");
    }

    /** The hard limit stays, so that the soft one can be raised again. */
    private static void set(String soft) {
        try {
            Process process = new ProcessBuilder(
                            "prlimit",
                            "--pid",
                            String.valueOf(ProcessHandle.current().pid()),
                            "--fsize=" + soft + ":")
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("prlimit ended with " + process.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
