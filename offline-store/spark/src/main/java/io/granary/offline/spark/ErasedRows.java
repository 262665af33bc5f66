package io.granary.offline.spark;

import io.granary.archive.ArchivedRecord;
import io.granary.core.erasure.ErasedEntities;
import io.granary.core.erasure.Erasure;
import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The rows at rest that a job does not write, as their entity was erased after they were known. Travels to executors. */
final class ErasedRows implements Serializable {

    private static final long serialVersionUID = 1;

    /** As {@link Erasure#parse} reads them. */
    private final String[] erasures;

    private transient @Nullable ErasedEntities entities;

    private ErasedRows(String[] erasures) {
        this.erasures = erasures;
    }

    /** @param kafka settings of a client, {@code bootstrap.servers} among them */
    static ErasedRows of(Map<String, String> kafka, String project) {
        return new ErasedRows(ErasureTopic.read(kafka, project).toArray(String[]::new));
    }

    boolean isEmpty() {
        return erasures.length == 0;
    }

    /**
     * Whether a row is one of them: by when it was created, else by when it happened.
     *
     * @param createdMicros null: the source does not say
     */
    boolean has(byte[] key, long eventMicros, @Nullable Long createdMicros) {
        long micros = createdMicros == null ? eventMicros : createdMicros;
        return entities().has(key, Math.floorDiv(micros, TimeUnit.MILLISECONDS.toMicros(1)));
    }

    /** The same of a record: by its arrival, or that of the record that was put aside and given back as this one. */
    boolean has(byte[] key, ArchivedRecord archived) {
        Replayed replayed = Replayed.of(archived::lastHeader);
        RecordPlace original = replayed == null ? null : replayed.original();
        return entities().has(key, original == null ? archived.arrivalMillis() : original.arrivalMillis());
    }

    private ErasedEntities entities() {
        if (entities == null) {
            entities = ErasedEntities.of(
                    Arrays.stream(erasures).map(Erasure::parse).toList());
        }
        return entities;
    }
}
