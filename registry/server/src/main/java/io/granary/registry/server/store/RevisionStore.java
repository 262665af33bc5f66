package io.granary.registry.server.store;

import io.granary.core.definition.Revision;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.client.RevisionSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps every revision of every project for ever. Blocking; safe for threads and for several processes. Throws a {@link
 * io.granary.core.GranaryException} (UNAVAILABLE) with the reason while what it is kept in cannot be used. */
public interface RevisionStore {

    /** Where the first page of a history starts. */
    int NEWEST = Integer.MAX_VALUE;

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

    /**
     * A page of the history, newest first.
     *
     * @param before only revisions with a lower number; {@link #NEWEST} for the first page
     * @param limit at most so many
     */
    List<RevisionSummary> history(String project, int before, int limit);

    /** The whole history, newest first. */
    default List<RevisionSummary> history(String project) {
        return history(project, NEWEST, Integer.MAX_VALUE);
    }

    /**
     * Adds a revision whose number is one more than the newest, and moves the project's rollout on to it, both or
     * neither; of several at once, one wins.
     *
     * @throws ConflictException when there is a revision of that number already, or a gap
     */
    void append(Revision revision, ChangeCounts counts);
}
