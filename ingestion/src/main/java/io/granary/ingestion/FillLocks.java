package io.granary.ingestion;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Some locks, held together. Closed by who acquired them. */
public final class FillLocks implements AutoCloseable {

    private final Deque<FillLock> locks = new ArrayDeque<>();

    private FillLocks() {}

    /** Asks for all before it waits for any, as a broker lets nobody into a new group for seconds. */
    static FillLocks acquire(List<Supplier<FillLock>> asked) {
        FillLocks acquired = new FillLocks();
        try {
            asked.forEach(each -> acquired.locks.push(each.get()));
            acquired.locks.forEach(FillLock::await);
            return acquired;
        } catch (RuntimeException e) {
            // Whatever it is: a lock that is held would keep others away.
            acquired.close();
            throw e;
        }
    }

    @Override
    public void close() {
        locks.forEach(FillLock::close);
    }
}
