package io.granary.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends each flight when it arrives, from now on. */
final class LiveReplay implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final FlightReplay replay;
    private final InstantSource clock;
    private final Deque<Flight> toCome;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "granary-demo-flights"));

    /** @param flights in the order of arrival */
    LiveReplay(FlightReplay replay, List<Flight> flights, InstantSource clock) {
        this.replay = replay;
        this.clock = clock;
        this.toCome = new ArrayDeque<>(flights);
    }

    LiveReplay start() {
        var unused = executor.scheduleAtFixedRate(this::sendArrived, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void sendArrived() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        while (!toCome.isEmpty() && toCome.peek().arrivedAt() <= now) {
            replay.send(toCome.remove());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
