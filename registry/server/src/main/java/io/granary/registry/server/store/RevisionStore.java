package io.granary.registry.server.store;

import io.granary.core.definition.Revision;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.client.RevisionSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps every revision of every project for ever. Blocking; safe for threads and for several processes. */
public interface RevisionStore extends AutoCloseable {

    /** Made once when the store is, different for every store. */
    String identity();

    /** Names of the projects that have a revision, in order. */
    List<String> projects();

    /** The newest revision, or null before the first. */
    @Nullable
    Revision findLatest(String project);

    /** Number of the newest revision, or 0 before the first. */
    int latestNumber(String project);

    /** The revision of that number, or null. */
    @Nullable
    Revision find(String project, int number);

    /** Newest first. */
    List<RevisionSummary> history(String project);

    /**
     * Adds a revision whose number is one more than the newest; of several at once, one wins.
     *
     * @throws ConflictException when there is a revision of that number already, or a gap
     */
    void append(Revision revision, ChangeCounts counts);

    @Override
    void close();
}
