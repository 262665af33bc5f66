package io.granary.offline.engine;

import java.io.IOException;
import java.io.UncheckedIOException;

/** How large files may become that a process writes, as {@code ulimit -f} sets it. Linux only. */
public final class FileSizeLimit implements AutoCloseable {

    private final ProcessHandle process;
    private boolean isLower;

    /** Of this process. */
    FileSizeLimit() {
        this(ProcessHandle.current());
    }

    public FileSizeLimit(ProcessHandle process) {
        this.process = process;
    }

    /** Bytes from which on writing fails; a second time changes nothing. */
    public synchronized void lower(long bytes) {
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
    private void set(String soft) {
        try {
            Process prlimit = new ProcessBuilder(
                            "prlimit", "--pid", String.valueOf(process.pid()), "--fsize=" + soft + ":")
                    .start();
            if (prlimit.waitFor() != 0) {
                throw new IllegalStateException("prlimit ended with " + prlimit.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
