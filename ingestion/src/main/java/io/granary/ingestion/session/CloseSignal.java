package io.granary.ingestion.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells the thread of a part, once and for good, that the part is being closed. Safe for threads. */
public final class CloseSignal {

    private final CountDownLatch given = new CountDownLatch(1);

    public void give() {
        given.countDown();
    }

    public boolean isGiven() {
        return given.getCount() == 0;
    }

    /** Waits until the signal is given, but no longer than for so long. */
    public void await(Duration atMost) throws InterruptedException {
        boolean unused = given.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
