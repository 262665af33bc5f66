package io.granary.consistency;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchiveReader;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.StreamSource;
import io.granary.core.key.EntityKey;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.archive.ArchivedEvent;
import io.granary.offline.engine.archive.ArchivedEvents;
import io.granary.offline.engine.archive.CountedRecords;
import io.granary.offline.engine.archive.PartScan;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.local.LocalEngineConfig;
import io.granary.offline.local.TableRows;
import java.util.List;
import java.util.Map;

/** The rows that a view's source has of some entity keys: those of its table, and those of its topic's archive. */
final class SourceEvidence {

    private final TrainingSetRequest request;
    private final LocalEngineConfig tables;

    SourceEvidence(TrainingSetRequest request, LocalEngineConfig tables) {
        this.request = request;
        this.tables = tables;
    }

    /** @param wanted gets the rows of its keys */
    void collect(FeatureView view, Map<EntityKey, List<EvidenceRow>> wanted) {
        SourceAtRest atRest = SourceAtRest.of(request.revision(), view);
        if (atRest.table() != null) {
            collectTable(view, wanted);
        }
        if (atRest.stream() != null && request.archive() != null) {
            collectArchive(view, atRest.stream(), request.archive(), wanted);
        }
    }

    private void collectTable(FeatureView view, Map<EntityKey, List<EvidenceRow>> wanted) {
        try (TableRows rows = TableRows.open(tables, request, view)) {
            ViewEvidence evidence = ViewEvidence.of(request, view, rows.columns(), wanted);
            String place = "table " + rows.name();
            rows.forEach(row -> evidence.add(row, place));
        }
    }

    private void collectArchive(
            FeatureView view, StreamSource stream, EventArchive archive, Map<EntityKey, List<EvidenceRow>> wanted) {
        ViewEvidence evidence = ViewEvidence.of(request, view, stream.schema(), wanted);
        ArchivedEvents events = new ArchivedEvents(stream, archive);
        List<ArchivePart> parts = ArchiveReader.of(archive.folder(), stream.topic()).topics().stream()
                .flatMap(topic -> topic.parts().stream())
                .toList();
        CountedRecords counted = CountedRecords.of(request.revision(), view, new PartScan().replayed(parts));
        parts.forEach(part -> part.read(archived -> {
            ArchivedEvent event = counted.has(archived) ? events.read(archived) : null;
            if (event != null) {
                evidence.add(event, "partition " + archived.partition() + ", offset " + archived.offset());
            }
        }));
    }
}
