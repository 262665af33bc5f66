package io.granary.http;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides on one event loop which requests are taken on: not more at a time than {@link ConcurrencyLimit} allows, and
 * none while answers wait for slow readers in too many bytes. It measures how long events wait by how late a timer is,
 * which runs only while there are requests. Confined to its event loop.
 */
public final class Admission {

    private static final long TICK_MILLIS = 10;
    private static final String BUSY =
            "server: busy with as many requests as it can take at a time (expected: retry later)";
    private static final String CLOGGED = "server: too many answers wait for slow readers (expected: retry later)";

    private final Vertx vertx;
    private final Refusals refusals;
    private final ConcurrencyLimit limit;
    private final long maxUnsentBytes;
    private int inHand;
    private int left;
    private long unsentBytes;
    private boolean ticking;
    private long tickDueNanos;

    /** @param share of this event loop */
    public Admission(Vertx vertx, AdmissionConfig share, Refusals refusals) {
        this.vertx = vertx;
        this.refusals = refusals;
        this.limit = new ConcurrencyLimit(
                share.maxConcurrentRequests(), share.maxLoopDelay().toNanos());
        this.maxUnsentBytes = share.maxUnsentBytes();
    }

    /** Takes a request on, which {@link #leave} ends; or says why not. */
    public @Nullable String enter() {
        if (!limit.admits(inHand)) {
            return refuse(refusals.overload(), BUSY);
        }
        if (unsentBytes > maxUnsentBytes) {
            return refuse(refusals.unsentAnswers(), CLOGGED);
        }
        inHand++;
        if (!ticking) {
            tick();
        }
        return null;
    }

    private static String refuse(Counter counter, String refusal) {
        counter.increment();
        return refusal;
    }

    /**
     * Ends a request that was taken on. Its place is free only after the event loop's present round: all that is ready
     * in a round waits for the same event loop, and requests that are answered at once would never seem to be many.
     */
    public void leave() {
        if (left++ == 0) {
            vertx.runOnContext(ignored -> endRound());
        }
    }

    private void endRound() {
        inHand -= left;
        left = 0;
    }

    /** Takes in that an answer of so many bytes waits for its reader, or waits no more if negative. */
    public void addUnsent(long bytes) {
        unsentBytes += bytes;
    }

    ConcurrencyLimit limit() {
        return limit;
    }

    private void tick() {
        ticking = true;
        tickDueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
        vertx.setTimer(TICK_MILLIS, ignored -> sample());
    }

    private void sample() {
        limit.sample(System.nanoTime() - tickDueNanos, inHand);
        ticking = false;
        if (inHand > 0) {
            tick();
        }
    }
}
