package io.granary.online.serving;

import io.granary.core.key.EntityKeyCodec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reads of all roles that share their join keys: an entity key that two roles name is read once. Safe for threads.
 */
final class EntityGroup {

    private final EntityKeyCodec codec;
    private final List<ViewReader> readers;
    private final @Nullable Duration maxStaleness;
    private final int[] firstCells;
    private final int[] firstMoments;

    /** Of the time that was asked for last. Written without order by any thread: each is right for its times. */
    private GroupFields latest;

    /**
     * @param readers of the views whose features are wanted
     * @param maxStaleness how old an answer of the store may be; null: it is always read
     */
    EntityGroup(EntityKeyCodec codec, List<ViewReader> readers, @Nullable Duration maxStaleness) {
        this.codec = codec;
        this.readers = List.copyOf(readers);
        this.maxStaleness = maxStaleness;
        firstCells = new int[readers.size() + 1];
        firstMoments = new int[readers.size() + 1];
        for (int view = 0; view < readers.size(); view++) {
            firstCells[view + 1] = firstCells[view] + readers.get(view).width();
            firstMoments[view + 1] = firstMoments[view] + readers.get(view).moments();
        }
        latest = GroupFields.at(0, this.readers, maxStaleness);
    }

    EntityKeyCodec codec() {
        return codec;
    }

    int views() {
        return readers.size();
    }

    ViewReader reader(int view) {
        return readers.get(view);
    }

    /** What is read of an entity at a time: the same until some view's windows come to other pages. */
    GroupFields fieldsAt(long micros) {
        GroupFields fields = latest;
        if (!fields.areAt(micros)) {
            fields = GroupFields.at(micros, readers, maxStaleness);
            latest = fields;
        }
        return fields;
    }

    /** Where a view's cells start among those of a read. */
    int firstCell(int view) {
        return firstCells[view];
    }

    /** How many cells a read has. */
    int width() {
        return firstCells[readers.size()];
    }

    /** Where a view's moments start among those of a read. */
    int firstMoment(int view) {
        return firstMoments[view];
    }

    /** How many moments a read has. */
    int moments() {
        return firstMoments[readers.size()];
    }
}
