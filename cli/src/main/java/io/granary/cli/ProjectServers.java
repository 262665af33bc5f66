package io.granary.cli;

import io.granary.core.definition.Revision;
import io.granary.ingestion.EntityErasure;
import io.granary.ingestion.IngestionConfig;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RedisOnlineStore;
import io.granary.registry.client.ProjectRollout;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** A project and every server that its features go through online, for commands that work beside ingestion. */
final class ProjectServers implements EntityErasure.Revisions {

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private RedisOptions redis;

    @Mixin
    private SchemaRegistryOptions schemaRegistry;

    String project() {
        return project.name();
    }

    /** Where relative paths of batch sources start. */
    Path repository() {
        return project.repository().folder();
    }

    @Override
    public ProjectRollout rollout() {
        return registry.api().projectRollout(project.name());
    }

    @Override
    public Revision revision(int number) {
        return registry.api().revision(project.name(), number);
    }

    Map<String, String> kafka() {
        return kafka.clientSettings();
    }

    /** Closed by who asks for it. */
    OnlineStore openStore() {
        return RedisOnlineStore.open(redis.config());
    }

    /** Of a process that keeps no state of its own. */
    IngestionConfig ingestion() {
        return IngestionConfig.builder(project.name(), kafka.bootstrapServers(), Path.of(""))
                .schemaRegistry(schemaRegistry.config())
                .build();
    }
}
