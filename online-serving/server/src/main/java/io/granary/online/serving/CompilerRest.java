package io.granary.online.serving;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until the JVM's compilers have done what they were given, since they take processors from the first requests. */
final class CompilerRest {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long IDLE_MILLIS = 20;

    private CompilerRest() {}

    /** Returns when they were nearly idle for a moment, when it is time, or at once where the JVM does not tell. */
    static void await(long deadlineNanos) {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        if (compilers == null || !compilers.isCompilationTimeMonitoringSupported()) {
            return;
        }
        long before = compilers.getTotalCompilationTime();
        boolean isBusy = true;
        while (isBusy
                && System.nanoTime() < deadlineNanos
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NANOS);
            long now = compilers.getTotalCompilationTime();
            isBusy = now - before > IDLE_MILLIS;
            before = now;
        }
    }
}
