package io.granary.online.store;

import io.granary.core.GranaryException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request's rows on their way. It ends with the last reply or at its deadline, whichever is first; replies that come
 * later find it without rows. For one thread, that of the event loop which reads.
 */
final class AwaitedRows {

    /** What one answer may hold. */
    private static final int MAX_BYTES = 256 * 1024 * 1024;

    private static final int MAX_REDIRECTIONS = 10_000;
    private static final int NO_ROOM = -1;

    private final long deadlineNanos;
    private final Deadlines deadlines;
    private final CompletableFuture<StoredRows> answer = new CompletableFuture<>();
    private @Nullable EntityReads reads;
    private @Nullable StoredRows rows;
    private @Nullable GranaryException failure;
    private int unanswered;
    private int answered;
    private int redirections;

    /** The neighbours among {@link Deadlines}. */
    @Nullable
    AwaitedRows earlier;

    @Nullable
    AwaitedRows later;

    AwaitedRows(EntityReads reads, long deadlineNanos, Deadlines deadlines) {
        this.reads = reads;
        this.deadlineNanos = deadlineNanos;
        this.deadlines = deadlines;
        this.unanswered = reads.count();
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    CompletableFuture<StoredRows> answer() {
        return answer;
    }

    /** Null once it has ended. */
    @Nullable
    EntityReads reads() {
        return reads;
    }

    boolean hasEnded() {
        return reads == null;
    }

    /**
     * Makes room for a row.
     *
     * @return where it starts, for {@link #put}, or a negative number when it is not wanted any more or too long
     */
    int reserve(int read, int field, int length) {
        StoredRows target = rows();
        return target == null || length > MAX_BYTES - target.size() ? NO_ROOM : target.reserve(read, field, length);
    }

    /** Puts a part of a row where room was made for it. */
    void put(byte[] from, int offset, int position, int length) {
        if (rows != null) {
            System.arraycopy(from, offset, rows.bytes(), position, length);
        }
    }

    private @Nullable StoredRows rows() {
        if (rows == null && reads != null) {
            rows = StoredRows.awaited(reads);
        }
        return rows;
    }

    /**
     * A read has all its rows.
     *
     * @param bytes that they came to
     */
    void answered(int read, int bytes) {
        StoredRows target = rows();
        if (target != null && reads != null) {
            reads.fields(read).observeBytes(bytes);
            target.markAvailable(read);
            answered++;
            countDown();
        }
    }

    /** The rows that are there so far; null once it has ended. */
    @Nullable
    StoredRows stored() {
        return rows();
    }

    /** A read of no fields. */
    void skipped(int read) {
        StoredRows target = rows();
        if (target != null) {
            target.markAvailable(read);
            countDown();
        }
    }

    /** Whether a read may be asked for once more; false at last, so that servers which point at each other end. */
    boolean mayGoOn() {
        return redirections++ < MAX_REDIRECTIONS;
    }

    /** A read will have no rows. */
    void failed(GranaryException reason) {
        if (reads != null) {
            failure = failure == null ? reason : failure;
            countDown();
        }
    }

    private void countDown() {
        if (--unanswered == 0) {
            end();
        }
    }

    /** Ends it with what there is. */
    void expire(GranaryException reason) {
        failure = failure == null || answered == 0 ? reason : failure;
        end();
    }

    private void end() {
        StoredRows complete = rows();
        rows = null;
        reads = null;
        deadlines.remove(this);
        if (complete == null || (failure != null && answered == 0)) {
            answer.completeExceptionally(failure);
        } else {
            answer.complete(unanswered == 0 && failure == null ? complete : complete.withoutUnavailable());
        }
    }
}
