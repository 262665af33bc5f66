package io.granary.online.serving;

import io.granary.online.store.ReadFields;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of all views of an entity group at some times. Immutable.
 *
 * @param all of them, view after view
 * @param views each view's own
 * @param firstFields of each view, the place of its first field among all
 */
record GroupFields(ReadFields all, List<ViewFields> views, int[] firstFields, long fromMicros, long untilMicros) {

    /** @param maxStaleness see {@link ReadFields#withMaxStaleness}; null: not at all */
    static GroupFields at(long micros, List<ViewReader> readers, @Nullable Duration maxStaleness) {
        List<ViewFields> views =
                readers.stream().map(reader -> reader.fieldsAt(micros)).toList();
        int[] firstFields = new int[views.size()];
        long from = Long.MIN_VALUE;
        long until = Long.MAX_VALUE;
        int count = 0;
        for (int view = 0; view < firstFields.length; view++) {
            firstFields[view] = count;
            count += views.get(view).count();
            from = Math.max(from, views.get(view).fromMicros());
            until = Math.min(until, views.get(view).untilMicros());
        }
        ReadFields all = ReadFields.of(
                views.stream().map(ViewFields::names).flatMap(Arrays::stream).toArray(byte[][]::new));
        return new GroupFields(
                maxStaleness == null ? all : all.withMaxStaleness(maxStaleness), views, firstFields, from, until);
    }

    boolean areAt(long micros) {
        return fromMicros <= micros && micros < untilMicros;
    }
}
