package io.granary.offline.spark;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows, each of which has become none, one or several. Not safe for threads. */
final class ExpandedRows implements Iterator<InternalRow> {

    private final Iterator<InternalRow> rows;
    private final BiConsumer<InternalRow, Consumer<InternalRow>> expansion;
    private final ArrayDeque<InternalRow> made = new ArrayDeque<>();

    ExpandedRows(Iterator<InternalRow> rows, BiConsumer<InternalRow, Consumer<InternalRow>> expansion) {
        this.rows = rows;
        this.expansion = expansion;
    }

    @Override
    public boolean hasNext() {
        while (made.isEmpty() && rows.hasNext()) {
            expansion.accept(rows.next(), made::add);
        }
        return !made.isEmpty();
    }

    @Override
    public InternalRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return made.remove();
    }
}
