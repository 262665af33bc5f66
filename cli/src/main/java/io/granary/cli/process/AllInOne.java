package io.granary.cli.process;

import io.granary.cli.files.Folders;
import io.granary.cli.openlineage.LineageTarget;
import io.granary.embedded.EmbeddedKafka;
import io.granary.embedded.EmbeddedRedis;
import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import io.granary.ingestion.Ingestion;
import io.granary.ingestion.IngestionConfig;
import io.granary.ingestion.archive.ArchiveConfig;
import io.granary.ingestion.erasure.ErasureServing;
import io.granary.ingestion.push.PushConfig;
import io.granary.online.serving.AnswerLogConfig;
import io.granary.online.serving.OnlineServingConfig;
import io.granary.online.store.RedisConfig;
import io.granary.registry.client.RegistryClientConfig;
import io.granary.registry.server.RegistryConfig;
import io.granary.registry.server.RegistryServer;
import io.granary.registry.server.rollout.RolloutConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Registry, ingestion and serving of one project in one process, on an embedded Kafka broker and Redis server. */
public final class AllInOne implements AutoCloseable {

    /** Where it listens; 0 picks a free port. */
    public record Ports(int kafka, int redis, int registry, int serving, int grpc, int management) {

        /** Free ports only. */
        public static final Ports ANY = new Ports(0, 0, 0, 0, 0, 0);
    }

    /** Where every record of stream and push topics is kept, and how old a file gets before readers find it. */
    public record Archive(Path folder, Duration rollAge) {}

    /**
     * What is not the same everywhere.
     *
     * @param archive null: nothing is archived
     * @param materialization how views are materialized over HTTP; null: they are not
     * @param answers which answers are kept; null: none
     * @param lineage where erasures are told of
     */
    public record Options(
            RolloutConfig rollout,
            @Nullable Archive archive,
            @Nullable MaterializationConfig materialization,
            @Nullable AnswerLogConfig answers,
            LineageTarget lineage) {

        public static final Options DEFAULT =
                new Options(RolloutConfig.DEFAULT, null, null, null, LineageTarget.NOWHERE);
    }

    private final Parts parts;
    private final EmbeddedKafka kafka;
    private final EmbeddedRedis redis;
    private final RegistryServer registry;
    private final IngestionProcess ingestion;
    private final ServingProcess serving;
    private final HttpService management;
    private final MeterRegistry meters;

    private AllInOne(
            Parts parts, String project, Path data, Path models, Ports ports, Options options, InstantSource clock) {
        this.parts = parts;
        Archive archive = options.archive();
        ProcessContext context = parts.add(ProcessContext.of(clock));
        this.meters = context.metrics().registry();
        this.management = HttpServers.startManagement(parts, context, HttpConfig.onPort(ports.management));
        this.kafka = parts.add(EmbeddedKafka.start(data.resolve("kafka"), ports.kafka));
        this.redis = parts.add(
                EmbeddedRedis.in(data.resolve("redis")).port(ports.redis).start());
        this.registry = parts.add(RegistryServer.start(
                new RegistryConfig(HttpConfig.onPort(ports.registry), data.resolve("registry.db"))
                        .with(options.rollout()),
                context.vertx(),
                context.health(),
                context.metrics(),
                context.clock()));
        RegistryClientConfig client = RegistryClientConfig.of(registry.address(), project, null);
        this.ingestion = parts.add(IngestionProcess.start(
                new IngestionProcess.Config(
                        client,
                        RedisConfig.of(redis.uri()),
                        IngestionConfig.builder(project, kafka.bootstrapServers(), data.resolve("streams"))
                                .build(),
                        archive == null ? null : config(project, archive)),
                context));
        this.serving = parts.add(ServingProcess.start(
                ServingConfig.builder(
                                client,
                                RedisConfig.of(redis.uri()),
                                OnlineServingConfig.of(project).withWarmUp(Duration.ZERO),
                                models,
                                kafka.bootstrapServers())
                        .archive(archive == null ? PushConfig.Archive.ABSENT : PushConfig.Archive.PRESENT)
                        .materialization(options.materialization())
                        .answers(options.answers())
                        .erasure(ErasureServing.Permission.ERASE, archive == null ? null : archive.folder())
                        .lineage(options.lineage())
                        .http(HttpConfig.onPort(ports.serving))
                        .grpc(HttpConfig.onPort(ports.grpc))
                        .build(),
                context));
    }

    private ArchiveConfig config(String project, Archive archive) {
        return ArchiveConfig.of(project, kafka.bootstrapServers(), archive.folder())
                .withRollAge(archive.rollAge());
    }

    /** Starts everything, with the defaults. */
    public static AllInOne start(String project, Path data, Path models, Ports ports, InstantSource clock) {
        return start(project, data, models, ports, Options.DEFAULT, clock);
    }

    /**
     * Starts everything.
     *
     * @param data folder of the servers' files; a later start with the same folder goes on with them
     * @param models the only folder that model files are read from
     */
    public static AllInOne start(
            String project, Path data, Path models, Ports ports, Options options, InstantSource clock) {
        Folders.create(data);
        Folders.create(models);
        return Parts.startAll(parts -> new AllInOne(parts, project, data, models, ports, options, clock));
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public String redisUri() {
        return redis.uri();
    }

    public URI registry() {
        return registry.address();
    }

    public URI serving() {
        return serving.address();
    }

    /** Where features are answered over gRPC, {@code host:port}. */
    public String grpc() {
        return serving.grpcAddress();
    }

    public URI management() {
        return HttpServers.address(management);
    }

    /** What each server answers, by its name; see {@link HttpService#routes()}. */
    Map<String, SortedSet<String>> routes() {
        return Map.of(
                "registry", registry.routes(),
                "serving", serving.routes(),
                "management", management.routes());
    }

    /** The number of the revision whose models and routers answer; 0 before the first. */
    public int modelRevision() {
        return serving.modelRevision();
    }

    public Ingestion ingestion() {
        return ingestion.ingestion();
    }

    /** The sum of all counters of a name, 0 when there are none. */
    public long counted(String counter) {
        return Math.round(meters.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum());
    }

    @Override
    public void close() {
        parts.close();
    }
}
