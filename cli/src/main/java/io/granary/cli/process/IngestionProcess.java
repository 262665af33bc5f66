package io.granary.cli.process;

import io.granary.http.Health;
import io.granary.http.HealthStatus;
import io.granary.ingestion.ComponentHealth;
import io.granary.ingestion.Ingestion;
import io.granary.ingestion.IngestionConfig;
import io.granary.ingestion.RegistryLink;
import io.granary.ingestion.archive.ArchiveConfig;
import io.granary.ingestion.archive.Archiver;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClient;
import io.granary.registry.client.RegistryClientConfig;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The streams of one project into the online store. */
public final class IngestionProcess implements AutoCloseable {

    /**
     * What to start.
     *
     * @param archive where records are kept; null: nowhere
     */
    public record Config(
            RegistryClientConfig registry,
            RedisConfig redis,
            IngestionConfig ingestion,
            @Nullable ArchiveConfig archive) {}

    private final Parts parts;
    private final Ingestion ingestion;

    private IngestionProcess(Parts parts, Ingestion ingestion) {
        this.parts = parts;
        this.ingestion = ingestion;
    }

    public static IngestionProcess start(Config config, ProcessContext context) {
        return Parts.startAll(parts -> {
            RegistryClient registry = parts.add(Registries.follow(config.registry(), context));
            OnlineStore store = parts.add(RedisOnlineStore.open(config.redis()));
            Ingestion ingestion = parts.add(Ingestion.start(
                    config.ingestion(),
                    link(config.registry(), registry),
                    store,
                    context.metrics().registry()));
            register(ingestion, store, context.health());
            ArchiveConfig archive = config.archive();
            if (archive != null) {
                parts.add(Archiver.start(
                                archive, registry.rollouts(), context.metrics().registry()))
                        .register(context.health());
            }
            return new IngestionProcess(parts, ingestion);
        });
    }

    private static RegistryLink link(RegistryClientConfig config, RegistryClient client) {
        RegistryApi api = new RegistryApi(config.address(), config.timeout());
        return new RegistryLink(client.rollouts(), client, number -> api.revision(config.project(), number));
    }

    public Ingestion ingestion() {
        return ingestion;
    }

    @Override
    public void close() {
        parts.close();
    }

    private static void register(Ingestion ingestion, OnlineStore store, Health health) {
        health.checkAsync("online-store", () -> store.ping().thenApply(answered -> HealthStatus.up()));
        health.check("ingestion", () -> {
            List<ComponentHealth> parts = ingestion.health();
            String troubles = text(parts, part -> !part.isRunning());
            return troubles.isEmpty()
                    ? HealthStatus.up(text(parts, part -> part.problem() != null))
                    : HealthStatus.down(troubles);
        });
    }

    private static String text(List<ComponentHealth> parts, Predicate<ComponentHealth> which) {
        return parts.stream().filter(which).map(IngestionProcess::text).collect(Collectors.joining("; "));
    }

    private static String text(ComponentHealth part) {
        String state = part.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return part.name() + " is " + state + (part.problem() == null ? "" : ": " + part.problem());
    }
}
