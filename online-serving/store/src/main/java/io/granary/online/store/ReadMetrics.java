package io.granary.online.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** What is counted of reading. Safe for threads. */
final class ReadMetrics {

    private static final String PREFIX = "granary.online.store.read.";

    private final MeterRegistry meters;
    private final Tags tags;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger stalledNow = new AtomicInteger();
    private final Counter reconnects;
    private final Counter expired;
    private final Counter disconnected;
    private final Counter stalled;
    private final Counter tooMany;
    private final Counter byServer;

    /** @param connections what kind they are */
    ReadMetrics(MeterRegistry meters, String connections) {
        this.meters = meters;
        this.tags = Tags.of("connections", connections);
        this.reconnects = meters.counter(PREFIX + "reconnects", tags);
        this.expired = meters.counter(PREFIX + "timeouts", tags);
        this.disconnected = refused("disconnected");
        this.stalled = refused("stalled");
        this.tooMany = refused("pending");
        this.byServer = refused("server");
        Gauge.builder(PREFIX + "connections", this.connections, AtomicInteger::get)
                .tags(tags)
                .register(meters);
        Gauge.builder(PREFIX + "stalled", stalledNow, AtomicInteger::get)
                .tags(tags)
                .register(meters);
    }

    private Counter refused(String reason) {
        return meters.counter(PREFIX + "refused", tags.and("reason", reason));
    }

    /** Tells how many commands wait for an answer. */
    void watchPending(IntSupplier pending) {
        Gauge.builder(PREFIX + "pending", pending, IntSupplier::getAsInt)
                .strongReference(true)
                .tags(tags)
                .register(meters);
    }

    void connected() {
        connections.incrementAndGet();
    }

    void disconnected() {
        connections.decrementAndGet();
    }

    void reconnecting() {
        reconnects.increment();
    }

    /** A request was not answered in time. */
    void expired() {
        expired.increment();
    }

    void refusedWhileDisconnected() {
        disconnected.increment();
    }

    /** The server of a connection owes replies and sends nothing. */
    void stalled() {
        stalledNow.incrementAndGet();
    }

    void stallEnded() {
        stalledNow.decrementAndGet();
    }

    void refusedWhileStalled() {
        stalled.increment();
    }

    void refusedAsTooMany() {
        tooMany.increment();
    }

    void refusedByServer() {
        byServer.increment();
    }
}
