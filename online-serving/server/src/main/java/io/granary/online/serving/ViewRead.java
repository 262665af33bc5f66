package io.granary.online.serving;

import io.granary.core.row.RowCells;
import io.granary.core.view.FeatureStatus;
import io.granary.online.store.StoredRows;
import java.util.Arrays;

/**
 * What is stored of a view for an entity, and the cells and moments to fill from it: of all views and reads of a request,
 * one after another. Not for threads.
 */
final class ViewRead {

    /** In the place of an event timestamp where there is no event. */
    private static final long NO_EVENT = Long.MIN_VALUE;

    private final KeyReads reads;
    private final StoredRows stored;
    private final RowCells cells;
    private final CellSink sink;
    private final FeatureStatus[] statuses;
    private final long[] eventMicros;
    private int read;
    private int view;
    private int firstField;
    private int firstMoment;

    ViewRead(KeyReads reads, StoredRows stored) {
        this.reads = reads;
        this.stored = stored;
        this.cells = new RowCells(stored.bytes(), reads.cells());
        this.sink = new CellSink(cells);
        this.statuses = new FeatureStatus[reads.moments()];
        this.eventMicros = new long[reads.moments()];
    }

    /**
     * Fills everything.
     *
     * @return whether the store answered all reads
     */
    boolean fillAll() {
        boolean areAllAnswered = true;
        for (read = 0; read < reads.count(); read++) {
            boolean isAnswered = !stored.unavailable(read);
            areAllAnswered &= isAnswered;
            fill(reads.group(read), isAnswered);
        }
        return areAllAnswered;
    }

    private void fill(EntityGroup group, boolean isAnswered) {
        for (int next = 0; next < group.views(); next++) {
            moveTo(read, next);
            if (isAnswered) {
                group.reader(view).read(this);
            } else {
                fillMissing(FeatureStatus.UNAVAILABLE, group.reader(view).moments());
            }
        }
    }

    /** Goes to a view of one of the reads. */
    void moveTo(int nextRead, int nextView) {
        read = nextRead;
        view = nextView;
        firstField = reads.fields(read).firstFields()[view];
        firstMoment = reads.firstMoment(read) + reads.group(read).firstMoment(view);
    }

    /** The time of the request. */
    long nowMicros() {
        return reads.nowMicros();
    }

    /** The fields of the view that were read. */
    ViewFields fields() {
        return reads.fields(read).views().get(view);
    }

    /** Whether something is stored in one of the fields. */
    boolean has(int field) {
        return stored.has(read, firstField + field);
    }

    /** Where what is stored in a field starts in the cells' bytes. */
    int offset(int field) {
        return stored.offset(read, firstField + field);
    }

    int length(int field) {
        return stored.length(read, firstField + field);
    }

    /** What is stored in a field. */
    byte[] copy(int field) {
        return Arrays.copyOfRange(stored.bytes(), offset(field), offset(field) + length(field));
    }

    /** The cells of all views, whose bytes are those that are stored. */
    RowCells cells() {
        return cells;
    }

    /** Puts values into the cells. */
    CellSink sink() {
        return sink;
    }

    /** The first cell of the view. */
    int firstCell() {
        return reads.firstCell(read) + reads.group(read).firstCell(view);
    }

    void fill(int moment, FeatureStatus status, long micros) {
        statuses[firstMoment + moment] = status;
        eventMicros[firstMoment + moment] = micros;
    }

    /** Of a moment at which there is no event to tell of. */
    void fillWithoutEvent(int moment, FeatureStatus status) {
        fill(moment, status, NO_EVENT);
    }

    /** The first moments, all with the same status and no event. */
    void fillMissing(FeatureStatus status, int moments) {
        for (int moment = 0; moment < moments; moment++) {
            fillWithoutEvent(moment, status);
        }
    }

    /** The status at one of all moments. */
    FeatureStatus status(int moment) {
        return statuses[moment];
    }

    boolean hasEvent(int moment) {
        return eventMicros[moment] != NO_EVENT;
    }

    /** Epoch microseconds; 0 where there is no event. */
    long eventMicros(int moment) {
        return hasEvent(moment) ? eventMicros[moment] : 0;
    }
}
