package io.granary.ingestion;

import io.granary.core.GranaryException;
import java.time.Duration;

/**
 * How window states are kept.
 *
 * @param commitInterval how often an application that computes windows commits: what many events change in between is
 *     written once
 * @param standbyReplicas of local states in other processes, which take over without reading their log from its start
 * @param storeBytes of memory that the local stores of all applications of a process share
 * @param pageBytes of memory in which one application keeps the states it used last
 */
public record WindowConfig(Duration commitInterval, int standbyReplicas, long storeBytes, long pageBytes) {

    private static final long MEBIBYTE = 1 << 20;

    public static final WindowConfig DEFAULT =
            new WindowConfig(Duration.ofMillis(100), 0, 128 * MEBIBYTE, 64 * MEBIBYTE);

    public WindowConfig {
        if (commitInterval.toMillis() < 1) {
            throw GranaryException.invalid("ingestion.commit-interval", commitInterval, ">= 1ms");
        }
        if (standbyReplicas < 0) {
            throw GranaryException.invalid("ingestion.standby-replicas", standbyReplicas, ">= 0");
        }
        requireMebibyte("ingestion.store-memory", storeBytes);
        requireMebibyte("ingestion.page-memory", pageBytes);
    }

    private static void requireMebibyte(String name, long bytes) {
        if (bytes < MEBIBYTE) {
            throw GranaryException.invalid(name, bytes, ">= " + MEBIBYTE + " bytes");
        }
    }
}
