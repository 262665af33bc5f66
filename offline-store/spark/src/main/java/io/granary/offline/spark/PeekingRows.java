package io.granary.offline.spark;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Rows in order, the next of which can be looked at before it is taken. Not safe for threads. */
final class PeekingRows implements Iterator<Row> {

    private final Iterator<Row> rows;
    private @Nullable Row ahead;

    PeekingRows(Iterator<Row> rows) {
        this.rows = rows;
        advance();
    }

    /** The row that comes next; null at the end. */
    @Nullable
    Row peek() {
        return ahead;
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public Row next() {
        Row next = ahead;
        if (next == null) {
            throw new NoSuchElementException();
        }
        advance();
        return next;
    }

    private void advance() {
        ahead = rows.hasNext() ? rows.next() : null;
    }
}
