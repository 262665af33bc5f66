package io.granary.online.store;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of all requests of one event loop, kept by one timer: it is set to the earliest of those that wait when
 * it is set, so that requests which are answered in time cost nothing. For that event loop only.
 */
final class Deadlines {

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** What ends a request whose time is over. */
    interface Expiry {
        void expire(AwaitedRows rows);
    }

    private final EventExecutor loop;
    private final Expiry expiry;
    private @Nullable AwaitedRows first;
    private @Nullable AwaitedRows last;
    private boolean isSet;
    private long setToNanos;

    Deadlines(EventExecutor loop, Expiry expiry) {
        this.loop = loop;
        this.expiry = expiry;
    }

    void add(AwaitedRows rows) {
        rows.earlier = last;
        if (last == null) {
            first = rows;
        } else {
            last.later = rows;
        }
        last = rows;
        setTo(rows.deadlineNanos());
    }

    void remove(AwaitedRows rows) {
        AwaitedRows earlier = rows.earlier;
        AwaitedRows later = rows.later;
        if (earlier != null) {
            earlier.later = later;
        } else if (first == rows) {
            first = later;
        }
        if (later != null) {
            later.earlier = earlier;
        } else if (last == rows) {
            last = earlier;
        }
        rows.earlier = null;
        rows.later = null;
    }

    private void setTo(long deadlineNanos) {
        if (isSet && setToNanos - deadlineNanos <= 0) {
            return;
        }
        isSet = true;
        setToNanos = deadlineNanos;
        long pause = Math.max(SHORTEST_PAUSE_NANOS, deadlineNanos - System.nanoTime());
        var unused = loop.schedule(() -> sweep(deadlineNanos), pause, TimeUnit.NANOSECONDS);
    }

    /** A timer that was set to a later deadline before an earlier one came has nothing to do any more. */
    private void sweep(long deadlineNanos) {
        if (!isSet || deadlineNanos != setToNanos) {
            return;
        }
        isSet = false;
        expireUntil(System.nanoTime());
        AwaitedRows earliest = earliest();
        if (earliest != null) {
            setTo(earliest.deadlineNanos());
        }
    }

    private void expireUntil(long nowNanos) {
        AwaitedRows next = first;
        while (next != null) {
            AwaitedRows rows = next;
            next = rows.later;
            if (rows.deadlineNanos() - nowNanos <= 0) {
                expiry.expire(rows);
            }
        }
    }

    private @Nullable AwaitedRows earliest() {
        AwaitedRows earliest = null;
        for (AwaitedRows each = first; each != null; each = each.later) {
            if (earliest == null || each.deadlineNanos() - earliest.deadlineNanos() < 0) {
                earliest = each;
            }
        }
        return earliest;
    }
}
