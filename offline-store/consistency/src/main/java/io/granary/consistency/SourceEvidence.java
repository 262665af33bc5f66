package io.granary.consistency;

import static java.util.Objects.requireNonNull;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchiveReader;
import io.granary.archive.ArchivedRecord;
import io.granary.archive.ArchivedTopic;
import io.granary.archive.AvroRecords;
import io.granary.archive.ParquetRecords;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.StreamSource;
import io.granary.core.key.EntityKey;
import io.granary.core.type.EpochMicros;
import io.granary.formats.Event;
import io.granary.formats.EventReader;
import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import io.granary.formats.ReplayedRecords;
import io.granary.formats.UnusableRecordException;
import io.granary.formats.schema.SchemaRegistry;
import io.granary.formats.schema.SchemaRegistryConfig;
import io.granary.formats.schema.WriterSchemas;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.local.LocalEngineConfig;
import io.granary.offline.local.TableRows;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows that a view's source has of some entity keys: those of its table, and those of its topic's archive. */
final class SourceEvidence {

    private final TrainingSetRequest request;
    private final LocalEngineConfig tables;

    SourceEvidence(TrainingSetRequest request, LocalEngineConfig tables) {
        this.request = request;
        this.tables = tables;
    }

    /** @param wanted gets the rows of its keys */
    void collect(FeatureView view, Map<EntityKey, List<SourceRow>> wanted) {
        SourceAtRest atRest = SourceAtRest.of(request.revision(), view);
        if (atRest.table() != null) {
            collectTable(view, wanted);
        }
        if (atRest.stream() != null && request.archive() != null) {
            collectArchive(view, atRest.stream(), request.archive(), wanted);
        }
    }

    private void collectTable(FeatureView view, Map<EntityKey, List<SourceRow>> wanted) {
        try (TableRows rows = TableRows.open(tables, request, view)) {
            ViewEvidence evidence = ViewEvidence.of(request, view, rows.columns(), wanted);
            String place = "table " + rows.name();
            rows.forEach((row, created) -> evidence.add(row, created, created, null, place));
        }
    }

    private void collectArchive(
            FeatureView view, StreamSource stream, EventArchive archive, Map<EntityKey, List<SourceRow>> wanted) {
        ViewEvidence evidence = ViewEvidence.of(request, view, stream.schema(), wanted);
        EventReader reader = new EventReader(stream, schemas(archive));
        List<ArchivedTopic> lives =
                ArchiveReader.of(archive.folder(), stream.topic()).topics();
        ReplayedRecords replayed = new ReplayedRecords();
        lives.forEach(topic -> read(topic, archived -> note(archived, replayed)));
        String name = Replayed.nameOf(request.revision(), view);
        lives.forEach(topic -> read(topic, archived -> {
            if (replayed.counts(name, archived::lastHeader, place(archived))) {
                add(archived, stream, reader, evidence);
            }
        }));
    }

    private static WriterSchemas schemas(EventArchive archive) {
        SchemaRegistryConfig registry = archive.schemaRegistry();
        return registry == null ? WriterSchemas.NONE : new SchemaRegistry(registry, new SimpleMeterRegistry());
    }

    private static void note(ArchivedRecord archived, ReplayedRecords replayed) {
        Replayed copy = Replayed.of(archived::lastHeader);
        if (copy != null) {
            replayed.add(copy);
        }
    }

    private static RecordPlace place(ArchivedRecord archived) {
        return new RecordPlace(archived.partition(), archived.offset(), archived.arrivalMillis());
    }

    private static void read(ArchivedTopic topic, Consumer<ArchivedRecord> reader) {
        for (ArchivePart part : topic.parts()) {
            if (part.format() == ArchivePart.Format.PARQUET) {
                ParquetRecords.read(part, reader);
                continue;
            }
            try (AvroRecords records = AvroRecords.open(part)) {
                records.forEachRemaining(reader);
            }
        }
    }

    /** As training sets read archives: what is no event is left out, and what is before the end of the history. */
    private static void add(ArchivedRecord archived, StreamSource stream, EventReader reader, ViewEvidence evidence) {
        long arrivalMillis = Math.max(0, archived.arrivalMillis());
        try {
            Event event = reader.read(archived::lastHeader, archived.value(), arrivalMillis);
            if (!isHistory(event, stream)) {
                evidence.add(
                        event,
                        TimeUnit.MILLISECONDS.toMicros(arrivalMillis),
                        createdMicros(event, stream),
                        archived,
                        "partition " + archived.partition() + ", offset " + archived.offset());
            }
        } catch (UnusableRecordException e) {
            // A dead letter to the stream.
            return;
        }
    }

    private static boolean isHistory(Event event, StreamSource stream) {
        StreamSource.History history = stream.history();
        return history != null
                && requireNonNull((Instant) event.value(stream.eventTimestamp()))
                        .isBefore(history.until());
    }

    private static @Nullable Long createdMicros(Event event, StreamSource stream) {
        String column = stream.createdTimestamp();
        return column != null && event.value(column) instanceof Instant created ? EpochMicros.of(created) : null;
    }
}
