package io.granary.benchmarks.parity;

import io.granary.benchmarks.flights.FlightEvent;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends events a few at a time beside what else happens, until there are none or it is closed. */
final class SteadyFlights implements AutoCloseable {

    private static final long STEP_MILLIS = 50;
    private static final long CLOSE_SECONDS = 60;

    private final FlightProducer producer;
    private final List<FlightEvent> events;
    private final AtomicInteger sent;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> sending;
    private volatile boolean ends;

    private SteadyFlights(FlightProducer producer, List<FlightEvent> events, int first, int perStep) {
        this.producer = producer;
        this.events = events;
        this.sent = new AtomicInteger(first);
        this.sending = thread.submit(() -> {
            sendOn(perStep);
            return null;
        });
    }

    /** @param first of the events to be sent */
    static SteadyFlights start(FlightProducer producer, List<FlightEvent> events, int first, int perSecond) {
        int perStep = (int) Math.max(1, perSecond * STEP_MILLIS / TimeUnit.SECONDS.toMillis(1));
        return new SteadyFlights(producer, events, first, perStep);
    }

    private void sendOn(int perStep) throws InterruptedException {
        while (!ends && sent.get() < events.size()) {
            int from = sent.get();
            int to = Math.min(events.size(), from + perStep);
            producer.send(events.subList(from, to));
            sent.set(to);
            TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        }
    }

    /** Stops and tells how many of the events the broker has. */
    int stop() throws Exception {
        ends = true;
        sending.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        return sent.get();
    }

    @Override
    public void close() {
        ends = true;
        thread.shutdown();
    }
}
