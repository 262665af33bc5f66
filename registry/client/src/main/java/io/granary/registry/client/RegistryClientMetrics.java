package io.granary.registry.client;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a client counts; the module's README has the table. */
final class RegistryClientMetrics {

    /** What came of one request for the rollout. */
    enum Outcome {
        CHANGED,
        UNCHANGED,
        /** An older rollout than the known one. */
        STALE,
        FAILED,
        /** An answer that this build does not understand. */
        UNUSABLE
    }

    private final MeterRegistry meters;
    private final Tags project;
    private final List<Gauge> gauges = new ArrayList<>();

    RegistryClientMetrics(MeterRegistry meters, String project) {
        this.meters = meters;
        this.project = Tags.of("project", project);
    }

    void count(Outcome outcome) {
        meters.counter(
                        "granary.registry.client.requests",
                        project.and("outcome", outcome.name().toLowerCase(Locale.ROOT)))
                .increment();
    }

    void countEvent() {
        meters.counter("granary.registry.client.events", project).increment();
    }

    /** Shows the state of a client; of several of one project in a process, that of the first. */
    void watch(RegistryClient client, EventStream events) {
        gauge(
                "revision",
                project.and("which", "live"),
                client,
                watched -> watched.status().revision());
        gauge(
                "revision",
                project.and("which", "newest"),
                client,
                watched -> watched.status().newest());
        gauge("streams", project, events, stream -> stream.isAlive() ? 1 : 0);
    }

    private <T> void gauge(String noun, Tags tags, T watched, ToDoubleFunction<T> value) {
        String name = "granary.registry.client." + noun;
        if (meters.find(name).tags(tags).gauge() == null) {
            gauges.add(Gauge.builder(name, watched, value).tags(tags).register(meters));
        }
    }

    /** Shows it no more. */
    void close() {
        gauges.forEach(meters::remove);
    }
}
