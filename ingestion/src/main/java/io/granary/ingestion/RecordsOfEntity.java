package io.granary.ingestion;

import io.granary.archive.ArchivedRecord;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.key.EntityKeyParts;
import io.granary.core.view.SourceRows;
import io.granary.formats.Event;
import io.granary.formats.EventReader;
import io.granary.formats.RecordPlace;
import io.granary.formats.Replayed;
import io.granary.formats.UnusableRecordException;
import io.granary.formats.schema.WriterSchemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the archived records of one topic that are about an entity: those in which a view, online or not, reads its join
 * keys. Not safe for threads.
 */
final class RecordsOfEntity implements Predicate<ArchivedRecord> {

    private final EntityKey entity;
    private final Set<String> joinKeys;
    private final long untilMillis;
    private final List<Reading> readings = new ArrayList<>();
    private long undecodable;

    /** @param untilMillis records that arrived later are left alone */
    RecordsOfEntity(EntityKey entity, long untilMillis) {
        this.entity = entity;
        this.joinKeys = Set.copyOf(EntityKeyParts.of(entity.bytes()).names());
        this.untilMillis = untilMillis;
    }

    /** How records are read, and what of them is an entity key. */
    private record Reading(EventReader reader, List<KeyOfView> keys) {}

    private record KeyOfView(SourceRows rows, EntityKeyCodec codec) {}

    /** Adds the views of one definition of the topic's source. */
    void add(Revision revision, StreamSource source, List<FeatureView> views, WriterSchemas schemas) {
        readings.add(new Reading(
                new EventReader(source, schemas),
                views.stream().map(view -> key(revision, source, view)).toList()));
    }

    private static KeyOfView key(Revision revision, StreamSource source, FeatureView view) {
        List<JoinKey> joinKeys = revision.definitions().joinKeys(view);
        return new KeyOfView(
                SourceRows.compile(revision, view, source.schema()), EntityKeyCodec.of(revision.project(), joinKeys));
    }

    /** Records so far that no definition could read: nobody knows whom they are about. */
    long undecodable() {
        return undecodable;
    }

    @Override
    public boolean test(ArchivedRecord archived) {
        byte[] value = archived.value();
        if (value == null || arrivalMillis(archived) > untilMillis) {
            return false;
        }
        boolean isRead = false;
        for (Reading reading : readings) {
            Event event = decode(reading, archived, value);
            if (event != null && reading.keys().stream().anyMatch(key -> isOfEntity(key, event))) {
                return true;
            }
            isRead |= event != null;
        }
        undecodable += isRead ? 0 : 1;
        return false;
    }

    private static @Nullable Event decode(Reading reading, ArchivedRecord archived, byte[] value) {
        try {
            return reading.reader().decode(archived::lastHeader, value);
        } catch (UnusableRecordException e) {
            return null; // another definition may read it
        }
    }

    /** A record that was given back is as old as what was put aside. */
    private static long arrivalMillis(ArchivedRecord archived) {
        Replayed replayed = Replayed.of(archived::lastHeader);
        RecordPlace original = replayed == null ? null : replayed.original();
        return original == null ? archived.arrivalMillis() : original.arrivalMillis();
    }

    private boolean isOfEntity(KeyOfView key, Event event) {
        try {
            byte[] bytes = key.codec().encode(key.rows().keys(event)).bytes();
            return Arrays.equals(EntityKeyParts.of(bytes).only(joinKeys), entity.bytes());
        } catch (GranaryException e) {
            if (e.code() == ErrorCode.INVALID_ARGUMENT) {
                return false; // a join key is null: of nobody
            }
            throw e;
        }
    }
}
