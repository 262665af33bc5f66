package io.granary.cli.process;

import io.granary.formats.schema.SchemaRegistry;
import io.granary.formats.schema.SchemaRegistryConfig;
import io.granary.formats.schema.WriterSchemas;
import io.granary.http.HttpService;
import io.granary.http.access.Access;
import io.granary.http.access.FollowedKeys;
import io.granary.http.grpc.GrpcService;
import io.granary.ingestion.deadletter.DeadLetterServing;
import io.granary.ingestion.erasure.ErasureServing;
import io.granary.ingestion.materialization.MaterializationServing;
import io.granary.ingestion.push.PushServing;
import io.granary.online.serving.AnswerListener;
import io.granary.online.serving.AnswerLog;
import io.granary.online.serving.AnswerLogConfig;
import io.granary.online.serving.OnlineServing;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.RegistryApi;
import io.granary.registry.client.RegistryClient;
import io.granary.serving.runtime.PredictionLog;
import io.granary.serving.runtime.ServingRuntime;
import io.granary.serving.runtime.ServingRuntimeConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/** Online features and models of one project over HTTP, and features over gRPC. */
public final class ServingProcess implements AutoCloseable {

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

    public static ServingProcess start(ServingConfig config, ProcessContext context) {
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

    private static Access access(Parts parts, ServingConfig config, ProcessContext context) {
        Path keys = config.keys();
        return keys == null
                ? Access.OPEN
                : parts.add(FollowedKeys.start(
                                keys,
                                config.online().project(),
                                context.metrics().registry()))
                        .access();
    }

    private static AnswerListener answers(Parts parts, ServingConfig config, ProcessContext context) {
        AnswerLogConfig kept = config.answers();
        return kept == null
                ? AnswerListener.NONE
                : parts.add(
                        AnswerLog.start(kept, context.clock(), context.metrics().registry()));
    }

    private static MaterializationServing materialization(
            Parts parts, ServingConfig config, RegistryClient registry, ProcessContext context) {
        MaterializationConfig how = config.materialization();
        return parts.add(MaterializationServing.of(
                registry.rollouts(),
                how == null
                        ? null
                        : parts.add(
                                new ServedMaterializations(how, config.push().kafka(), context.clock())),
                context.metrics().registry()));
    }

    private static ErasureServing erasures(
            Parts parts, ServingConfig config, RegistryClient registry, OnlineStore store) {
        RegistryApi api = new RegistryApi(config.registry().address(), REGISTRY_TIMEOUT);
        return parts.add(ErasureServing.of(
                config.online().project(),
                registry.rollouts(),
                new ServedErasures(config.erasures(), store, api, config.push().kafka(), config.lineage()),
                config.erasure()));
    }

    private static DeadLetterServing deadLetters(
            ServingConfig config, RegistryClient registry, ProcessContext context) {
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
