package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.jspecify.annotations.Nullable;

/**
 * Answers the probes of one partition in one pass over its rows, which are in {@link JoinOrder}. Keys whose numbers happen to be
 * equal are mixed, so each of them has its own state until the number changes. A probe that nothing matches has no answer.
 */
final class AsOfWalk implements Iterator<InternalRow> {

    private final List<FeatureView> views;
    private final Iterator<InternalRow> rows;
    private final List<KeyAsOf> keys = new ArrayList<>();
    private int group;
    private @Nullable InternalRow next;

    /** @param views by the numbers that keys have */
    AsOfWalk(List<FeatureView> views, Iterator<InternalRow> rows) {
        this.views = views;
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            UnsafeRow row = (UnsafeRow) rows.next();
            KeyAsOf key = turnTo(row);
            if (JoinRow.isProbe(row)) {
                next = key.answer(JoinRow.number(row), JoinRow.role(row), JoinRow.micros(row));
            } else {
                key.enter(JoinRow.stored(row));
            }
        }
        return next != null;
    }

    @Override
    public InternalRow next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        InternalRow answer = next;
        next = null;
        return answer;
    }

    private KeyAsOf turnTo(UnsafeRow row) {
        int rowGroup = JoinRow.group(row);
        if (rowGroup != group) {
            keys.clear();
            group = rowGroup;
        }
        for (KeyAsOf key : keys) {
            if (JoinRow.hasKey(row, key.key())) {
                return key;
            }
        }
        byte[] key = JoinRow.key(row);
        KeyAsOf started = new KeyAsOf(key, views.get(JoinKeys.view(key)));
        keys.add(started);
        return started;
    }
}
