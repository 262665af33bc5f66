package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.erasure.Erasure;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure did: what it took away, and what there is of the entity where it takes nothing away. Holds no value of a
 * join key.
 *
 * @param id of the erasure; one that was not finished goes on under it
 * @param entity its name
 * @param begun when it began, or was begun again
 * @param ended when everything was gone; null: not yet
 * @param erased what was taken away, by all runs of it
 * @param kept what is left, and why
 */
public record ErasureReceipt(
        String id,
        String project,
        String entity,
        Erasure erasure,
        Instant begun,
        @Nullable Instant ended,
        List<Line> erased,
        List<Line> kept) {

    public ErasureReceipt {
        requireNonNull(id, "id");
        requireNonNull(project, "project");
        requireNonNull(entity, "entity");
        requireNonNull(erasure, "erasure");
        requireNonNull(begun, "begun");
        erased = List.copyOf(erased);
        kept = List.copyOf(kept);
    }

    /**
     * One thing in one place.
     *
     * @param place what kind of place, such as {@code feature log}
     * @param name of the topic, the field or the folder
     * @param count of what the note says
     * @param note what was counted, or why it is kept
     */
    public record Line(String place, String name, long count, String note) {}

    /** What arrived up to this moment is erased; null: it has only begun, and nobody knows of it yet. */
    public @Nullable Instant until() {
        return erasure.untilMillis() == 0 ? null : Instant.ofEpochMilli(erasure.untilMillis());
    }

    public boolean isDone() {
        return ended != null;
    }

    ErasureReceipt until(long millis) {
        Erasure later = new Erasure(erasure.joinKeys(), erasure.digest(), millis);
        return new ErasureReceipt(id, project, entity, later, begun, ended, erased, kept);
    }

    /** The same with what was taken away, too; of one thing the larger count, as who goes on finds less of it. */
    ErasureReceipt with(List<Line> gone) {
        Map<String, Line> all = new LinkedHashMap<>();
        Stream.concat(erased.stream(), gone.stream())
                .forEach(line -> all.merge(
                        line.place() + " " + line.name(),
                        line,
                        (one, other) -> other.count() < one.count() ? one : other));
        return new ErasureReceipt(id, project, entity, erasure, begun, ended, List.copyOf(all.values()), kept);
    }

    ErasureReceipt done(Instant now) {
        return new ErasureReceipt(id, project, entity, erasure, begun, now, erased, kept);
    }
}
