package io.granary.registry.client;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
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

    void watch(RegistryClient client, EventStream events) {
        gauge("revision", client, watched -> watched.status().revision(), "live");
        gauge("revision", client, watched -> watched.status().newest(), "newest");
        Gauge.builder("granary.registry.client.streams", events, stream -> stream.isAlive() ? 1 : 0)
                .tags(project)
                .register(meters);
    }

    private void gauge(String name, RegistryClient client, ToDoubleFunction<RegistryClient> value, String which) {
        Gauge.builder("granary.registry.client." + name, client, value)
                .tags(project.and("which", which))
                .register(meters);
    }
}
