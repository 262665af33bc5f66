package io.granary.cli.process;

import io.granary.cli.openlineage.LineageTarget;
import io.granary.formats.schema.SchemaRegistryConfig;
import io.granary.http.HttpConfig;
import io.granary.ingestion.ErasureConfig;
import io.granary.ingestion.IngestionConfig;
import io.granary.ingestion.erasure.ErasureServing;
import io.granary.ingestion.push.PushConfig;
import io.granary.online.serving.AnswerLogConfig;
import io.granary.online.serving.OnlineServingConfig;
import io.granary.online.store.RedisConfig;
import io.granary.registry.client.RegistryClientConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a serving process is to do.
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
 * @param lineage where erasures are told of
 */
public record ServingConfig(
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
        @Nullable Path archiveFolder,
        LineageTarget lineage) {

    /**
     * Without an archive, a schema registry, materialization, kept answers, keys and erasures, on free ports of the loopback
     * address, until it is told more.
     */
    public static Builder builder(
            RegistryClientConfig registry, RedisConfig redis, OnlineServingConfig online, Path models, String kafka) {
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
                ingestion, archiveFolder, answers == null ? null : answers.folder(), ErasureConfig.DEFAULT_PATIENCE);
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
        private LineageTarget lineage = LineageTarget.NOWHERE;

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

        public Builder lineage(LineageTarget target) {
            lineage = target;
            return this;
        }

        public ServingConfig build() {
            return new ServingConfig(
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
                    archiveFolder,
                    lineage);
        }
    }
}
