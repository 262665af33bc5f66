package io.granary.cli.process;

import io.granary.cli.openlineage.ErasureJob;
import io.granary.cli.openlineage.LineageTarget;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKey;
import io.granary.ingestion.EntityErasure;
import io.granary.ingestion.ErasureConfig;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.ErasureRun;
import io.granary.ingestion.Erasures;
import io.granary.ingestion.erasure.Eraser;
import io.granary.online.store.OnlineStore;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.RegistryApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Erasures that a serving process carries out when it is asked, as {@code granary delete entity} does. */
final class ServedErasures implements Eraser {

    private final ErasureConfig config;
    private final OnlineStore store;
    private final RegistryApi registry;
    private final Map<String, String> kafka;
    private final LineageTarget lineage;

    /**
     * Of one project.
     *
     * @param store stays the caller's to close
     * @param lineage where erasures are told of
     */
    ServedErasures(
            ErasureConfig config,
            OnlineStore store,
            RegistryApi registry,
            Map<String, String> kafka,
            LineageTarget lineage) {
        this.config = config;
        this.store = store;
        this.registry = registry;
        this.kafka = Map.copyOf(kafka);
        this.lineage = lineage;
    }

    private String project() {
        return config.ingestion().project();
    }

    @Override
    public Run begin(Entity entity, EntityKey key) {
        ErasureConfig now = inReach();
        ErasureJob job = ErasureJob.of(new Asked().rollout().newest(), entity, now);
        EntityErasure erasure = EntityErasure.open(now, store, new Asked());
        try {
            return new ServedRun(erasure, erasure.begin(entity, key), job, lineage);
        } catch (RuntimeException e) {
            // Whatever it is: nobody else would close it.
            erasure.close();
            throw e;
        }
    }

    @Override
    public ErasureReceipt look(Entity entity, EntityKey key) {
        try (EntityErasure erasure = EntityErasure.open(inReach(), store, new Asked())) {
            return erasure.look(entity, key);
        }
    }

    /** Folders that are not there, or not here, are none: the receipt says so. */
    private ErasureConfig inReach() {
        return new ErasureConfig(
                config.ingestion(), existing(config.archive()), existing(config.answers()), config.patience());
    }

    private static @Nullable Path existing(@Nullable Path folder) {
        return folder != null && Files.isDirectory(folder) ? folder : null;
    }

    @Override
    public List<ErasureReceipt> receipts() {
        return Erasures.receipts(kafka, project());
    }

    /** What the registry says now, not what this process follows: it may be behind. */
    private final class Asked implements EntityErasure.Revisions {

        @Override
        public ProjectRollout rollout() {
            return registry.projectRollout(project());
        }

        @Override
        public Revision revision(int number) {
            return registry.revision(project(), number);
        }
    }

    private record ServedRun(EntityErasure erasure, ErasureRun run, ErasureJob job, LineageTarget lineage)
            implements Run {

        @Override
        public ErasureReceipt receipt() {
            return run.receipt();
        }

        @Override
        public ErasureReceipt finish(Consumer<String> steps) {
            return job.tell(lineage, () -> run.finish(steps));
        }

        @Override
        public void close() {
            try {
                run.close();
            } finally {
                erasure.close();
            }
        }
    }
}
