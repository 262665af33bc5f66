package io.granary.http;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The meters of a process, those of its JVM included, and the {@code /metrics} route that tells them in Prometheus' text
 * format. Thread-safe; whoever makes it closes it.
 */
public final class Metrics implements AutoCloseable {

    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    public Metrics() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /**
     * A Vert.x whose HTTP servers are measured by route and status; whoever asks for it closes it. Not by method, since
     * callers make up methods and each would be a series for ever.
     */
    public Vertx vertx() {
        Set<MetricsDomain> others = EnumSet.complementOf(EnumSet.of(MetricsDomain.HTTP_SERVER));
        MicrometerMetricsOptions options = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setLabels(EnumSet.of(Label.HTTP_ROUTE, Label.HTTP_CODE));
        others.forEach(options::addDisabledMetricsCategory);
        return Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(options))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    /** Answers the operations of the contract's tag {@code metrics}. */
    public void addTo(Operations operations) {
        operations.on(
                "readMetrics",
                context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, TEXT_FORMAT)
                        .end(registry.scrape(TEXT_FORMAT)));
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
