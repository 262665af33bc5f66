package io.granary.ingestion;

import io.granary.archive.ArchiveErasure;
import io.granary.archive.ArchiveErasure.Erased;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.formats.schema.WriterSchemas;
import io.granary.ingestion.ErasureReceipt.Line;
import io.granary.registry.client.ProjectRollout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes the records of an entity out of the archive of a project's topics. Blocks; used by one thread. */
final class ErasedArchive {

    private static final String PLACE = "archive";

    private final Path archive;
    private final ProjectRollout rollout;
    private final WriterSchemas schemas;
    private final Set<String> topics;
    private final ErasureWaits waits;

    ErasedArchive(Path archive, ProjectRollout rollout, IngestionConfig config, Topics topics, ErasureWaits waits) {
        this.archive = archive;
        this.rollout = rollout;
        this.schemas = SourceApplications.schemas(config, new SimpleMeterRegistry());
        this.topics = topics.names();
        this.waits = waits;
    }

    List<Line> erase(ErasureScope scope, ErasureReceipt receipt) {
        Map<String, RecordsOfEntity> records = records(scope, receipt.erasure().untilMillis());
        records.keySet().stream().filter(this::isArchived).forEach(topic -> waits.untilArchived(archive, topic));
        List<Line> lines = new ArrayList<>();
        records.forEach((topic, going) -> erase(topic, receipt.id(), going, lines));
        return lines;
    }

    /** Those of older revisions are not archived any more: what there is of them is all. */
    private boolean isArchived(String topic) {
        return topics.contains(topic)
                && rollout.newest().streams().stream()
                        .anyMatch(source -> source.topic().equals(topic));
    }

    /** By the topics of sources that a view of the entity reads, in any revision that is in use. */
    private Map<String, RecordsOfEntity> records(ErasureScope scope, long untilMillis) {
        Map<String, RecordsOfEntity> records = new TreeMap<>();
        for (Revision revision : rollout.revisions().values()) {
            for (StreamSource source : revision.streams()) {
                List<FeatureView> views = views(revision, source, scope.entity().joinKeys());
                if (!views.isEmpty()) {
                    records.computeIfAbsent(source.topic(), topic -> new RecordsOfEntity(scope.key(), untilMillis))
                            .add(revision, source, views, schemas);
                }
            }
        }
        return records;
    }

    private static List<FeatureView> views(Revision revision, StreamSource source, List<JoinKey> joinKeys) {
        return revision.definitions().all(FeatureView.class).stream()
                .filter(view -> view.source().equals(source.name()))
                .filter(view -> ErasedView.isAbout(revision, view, joinKeys))
                .toList();
    }

    private void erase(String topic, String id, RecordsOfEntity going, List<Line> lines) {
        for (Erased erased : new ArchiveErasure(archive, topic, id, going).run()) {
            lines.add(new Line(
                    PLACE,
                    erased.topic() + "/" + erased.id(),
                    erased.records(),
                    "records taken out, " + erased.files() + " files written again"));
        }
        if (going.undecodable() > 0) {
            lines.add(new Line(PLACE, topic, going.undecodable(), "records that cannot be read, and stay"));
        }
    }
}
