package io.granary.cli.process;

import io.granary.formats.schema.SchemaRegistry;
import io.granary.formats.schema.SchemaRegistryConfig;
import io.granary.formats.schema.WriterSchemas;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.http.access.Access;
import io.granary.http.access.FollowedKeys;
import io.granary.http.grpc.GrpcService;
import io.granary.ingestion.ErasureConfig;
import io.granary.ingestion.IngestionConfig;
import io.granary.ingestion.deadletter.DeadLetterServing;
import io.granary.ingestion.erasure.ErasureServing;
import io.granary.ingestion.materialization.MaterializationServing;
import io.granary.ingestion.push.PushConfig;
import io.granary.ingestion.push.PushServing;
import io.granary.online.serving.AnswerListener;
import io.granary.online.serving.AnswerLog;
import io.granary.online.serving.AnswerLogConfig;
import io.granary.online.serving.OnlineServing;
import io.granary.online.serving.OnlineServingConfig;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClient;
import io.granary.registry.client.RegistryClientConfig;
import io.granary.serving.runtime.PredictionLog;
import io.granary.serving.runtime.ServingRuntime;
import io.granary.serving.runtime.ServingRuntimeConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Online features and models of one project over HTTP, and features over gRPC. */
public final class ServingProcess implements AutoCloseable {

    /**
     * What to start.
     *
     * @param models the only folder that model files are read from
     * @param kafka where predictions are logged and pushed rows go, {@code host:port}
     * @param archive whether ingestion archives what is pushed
     * @param grpc where Feast's gRPC service listens
     * @param schemas what dead letters of sources with registered schemas are shown by; null: as bytes
     * @param materialization how views are materialized over HTTP; null: they are not
     * @param answers which answers are kept; null: none
     * @param keys file of those who may ask, which is followed; null: everybody may do everything
     * @param erasure whether entities are erased over HTTP, or receipts only shown
     * @param archiveFolder that erasures look through; null: none
     */
    public record Config(
            RegistryClientConfig registry,
            RedisConfig redis,
            OnlineServingConfig online,
            Path models,
            String kafka,
            PushConfig.Archive archive,
            HttpConfig http,
            HttpConfig grpc,
            @Nullable SchemaRegistryConfig schemas,
            @Nullable MaterializationConfig materialization,
            @Nullable AnswerLogConfig answers,
            @Nullable Path keys,
            ErasureServing.Permission erasure,
            @Nullable Path archiveFolder) {

        /** Without an archive, a schema registry, materialization, kept answers, keys and erasures, on free ports of the loopback address, until it is told more. */
        public static Builder builder(
                RegistryClientConfig registry,
                RedisConfig redis,
                OnlineServingConfig online,
                Path models,
                String kafka) {
            return new Builder(registry, redis, online, models, kafka);
        }

        PushConfig push() {
            return PushConfig.of(online.project(), kafka).with(archive);
        }

        ErasureConfig erasures() {
            IngestionConfig ingestion = IngestionConfig.builder(online.project(), kafka, Path.of(""))
                    .schemaRegistry(schemas)
                    .build();
            return new ErasureConfig(
                    ingestion,
                    archiveFolder,
                    answers == null ? null : answers.folder(),
                    ErasureConfig.DEFAULT_PATIENCE);
        }

        /** Starts from the defaults. Not safe for threads. */
        public static final class Builder {

            private final RegistryClientConfig registry;
            private final RedisConfig redis;
            private final OnlineServingConfig online;
            private final Path models;
            private final String kafka;
            private PushConfig.Archive archive = PushConfig.Archive.ABSENT;
            private HttpConfig http = HttpConfig.onPort(0);
            private HttpConfig grpc = HttpConfig.onPort(0);
            private @Nullable SchemaRegistryConfig schemas;
            private @Nullable MaterializationConfig materialization;
            private @Nullable AnswerLogConfig answers;
            private @Nullable Path keys;
            private ErasureServing.Permission erasure = ErasureServing.Permission.SHOW;
            private @Nullable Path archiveFolder;

            private Builder(
                    RegistryClientConfig registry,
                    RedisConfig redis,
                    OnlineServingConfig online,
                    Path models,
                    String kafka) {
                this.registry = registry;
                this.redis = redis;
                this.online = online;
                this.models = models;
                this.kafka = kafka;
            }

            public Builder archive(PushConfig.Archive presence) {
                archive = presence;
                return this;
            }

            public Builder http(HttpConfig config) {
                http = config;
                return this;
            }

            public Builder grpc(HttpConfig config) {
                grpc = config;
                return this;
            }

            public Builder schemas(@Nullable SchemaRegistryConfig registryOfSchemas) {
                schemas = registryOfSchemas;
                return this;
            }

            public Builder materialization(@Nullable MaterializationConfig config) {
                materialization = config;
                return this;
            }

            public Builder answers(@Nullable AnswerLogConfig config) {
                answers = config;
                return this;
            }

            public Builder keys(@Nullable Path file) {
                keys = file;
                return this;
            }

            /** @param archived folder of the archive, if there is one that is in reach */
            public Builder erasure(ErasureServing.Permission permission, @Nullable Path archived) {
                erasure = permission;
                archiveFolder = archived;
                return this;
            }

            public Config build() {
                return new Config(
                        registry,
                        redis,
                        online,
                        models,
                        kafka,
                        archive,
                        http,
                        grpc,
                        schemas,
                        materialization,
                        answers,
                        keys,
                        erasure,
                        archiveFolder);
            }
        }
    }

    private static final int LOG_CAPACITY = 10_000;
    private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(30);

    private final Parts parts;
    private final ServingRuntime models;
    private final HttpService http;
    private final GrpcService grpc;

    private ServingProcess(Parts parts, ServingRuntime models, HttpService http, GrpcService grpc) {
        this.parts = parts;
        this.models = models;
        this.http = http;
        this.grpc = grpc;
    }

    public static ServingProcess start(Config config, ProcessContext context) {
        return Parts.startAll(parts -> {
            Access access = access(parts, config, context);
            RegistryClient registry = parts.add(Registries.follow(config.registry(), context));
            OnlineStore store = parts.add(
                    RedisOnlineStore.open(config.redis(), context.metrics().registry()));
            OnlineServing online = parts.add(OnlineServing.of(
                    config.online(),
                    List.of(registry),
                    store,
                    context.clock(),
                    answers(parts, config, context),
                    context.metrics().registry()));
            PredictionLog predictions = parts.add(PredictionLog.start(
                    config.kafka(),
                    config.online().project(),
                    LOG_CAPACITY,
                    context.metrics().registry()));
            ServingRuntime models = parts.add(ServingRuntime.start(
                    ServingRuntimeConfig.withModelRoot(config.models()),
                    registry,
                    online.features(),
                    context.clock(),
                    predictions,
                    context.health(),
                    context.metrics().registry()));
            PushServing push = parts.add(PushServing.start(
                    config.push(),
                    registry.rollouts(),
                    store,
                    context.clock(),
                    context.metrics().registry()));
            HttpService.Builder http = context.http(config.http()).access(access);
            online.register(http).register(context.health()).warmUp(context.vertx(), context.health(), models.warmUp());
            push.register(http).register(context.health());
            materialization(parts, config, registry, context).register(http);
            deadLetters(config, registry, context).register(http);
            erasures(parts, config, registry, store).register(http);
            models.addTo(http);
            HttpService service = HttpServers.start(
                    parts, http.contract("health", context.health()::addTo).documentation());
            GrpcService.Builder grpc = context.grpc(config.grpc()).access(access);
            online.register(grpc);
            return new ServingProcess(parts, models, service, HttpServers.start(parts, grpc));
        });
    }

    private static Access access(Parts parts, Config config, ProcessContext context) {
        Path keys = config.keys();
        return keys == null
                ? Access.OPEN
                : parts.add(FollowedKeys.start(
                                keys,
                                config.online().project(),
                                context.metrics().registry()))
                        .access();
    }

    private static AnswerListener answers(Parts parts, Config config, ProcessContext context) {
        AnswerLogConfig kept = config.answers();
        return kept == null
                ? AnswerListener.NONE
                : parts.add(
                        AnswerLog.start(kept, context.clock(), context.metrics().registry()));
    }

    private static MaterializationServing materialization(
            Parts parts, Config config, RegistryClient registry, ProcessContext context) {
        MaterializationConfig how = config.materialization();
        return parts.add(MaterializationServing.of(
                registry.rollouts(),
                how == null
                        ? null
                        : parts.add(
                                new ServedMaterializations(how, config.push().kafka(), context.clock())),
                context.metrics().registry()));
    }

    private static ErasureServing erasures(Parts parts, Config config, RegistryClient registry, OnlineStore store) {
        RegistryApi api = new RegistryApi(config.registry().address(), REGISTRY_TIMEOUT);
        return parts.add(ErasureServing.of(
                config.online().project(),
                registry.rollouts(),
                new ServedErasures(config.erasures(), store, api, config.push().kafka()),
                config.erasure()));
    }

    private static DeadLetterServing deadLetters(Config config, RegistryClient registry, ProcessContext context) {
        SchemaRegistryConfig schemas = config.schemas();
        return DeadLetterServing.of(
                config.online().project(),
                config.push().kafka(),
                registry.rollouts(),
                schemas == null
                        ? WriterSchemas.NONE
                        : new SchemaRegistry(schemas, context.metrics().registry()));
    }

    /** The number of the revision whose models and routers answer; 0 before the first. */
    public int modelRevision() {
        return models.servedRevision();
    }

    /** Where it listens. */
    public URI address() {
        return HttpServers.address(http);
    }

    /** Where gRPC listens, {@code host:port}. */
    public String grpcAddress() {
        return grpc.host() + ":" + grpc.port();
    }

    /** See {@link HttpService#routes()}. */
    SortedSet<String> routes() {
        return http.routes();
    }

    @Override
    public void close() {
        parts.close();
    }
}
