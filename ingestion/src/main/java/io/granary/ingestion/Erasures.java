package io.granary.ingestion;

import io.granary.core.erasure.ErasedEntities;
import java.util.List;
import java.util.Map;

/** Who was erased from a project, as its topic of erasures says. Every call blocks on the broker. */
public final class Erasures {

    private Erasures() {}

    /**
     * The receipts, in the order in which they began, or were begun again: of each the last.
     *
     * @param kafka settings of a client, {@code bootstrap.servers} among them
     * @throws io.granary.core.GranaryException (UNAVAILABLE) when Kafka does not answer
     */
    public static List<ErasureReceipt> receipts(Map<String, String> kafka, String project) {
        return new ErasureLog(kafka).read(project);
    }

    /** What whoever writes rows has to leave out. */
    public static ErasedEntities erased(Map<String, String> kafka, String project) {
        return ErasureWatch.read(kafka, project);
    }
}
