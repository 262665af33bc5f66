package io.granary.offline.spark.erasure;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.RowErasureRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Tells the rows of one file that go: those whose join keys are the entity's, as values of their types, for any view, and
 * that were created, else happened, up to the moment of the erasure. A row that does not say when goes, as nothing says that
 * it is later. Not safe for threads.
 */
final class EntityRows {

    private final EntityKey key;
    private final long untilMillis;
    private final MessageType columns;
    private final List<Reading> readings;

    private EntityRows(EntityKey key, long untilMillis, MessageType columns, List<Reading> readings) {
        this.key = key;
        this.untilMillis = untilMillis;
        this.columns = columns;
        this.readings = readings;
    }

    private record Reading(
            EntityKeyCodec codec,
            List<Cell> keys,
            @Nullable Cell event,
            @Nullable Cell created) {}

    /** @throws GranaryException (FAILED_PRECONDITION) naming a column that the file lacks, or that is no scalar */
    static EntityRows of(RowErasureRequest request, Set<EntityColumns> asked, MessageType file) {
        MessageType columns = projection(asked, file);
        String project = request.revisions().get(0).project();
        List<Reading> readings = new ArrayList<>();
        for (EntityColumns each : asked) {
            readings.add(new Reading(
                    EntityKeyCodec.of(project, each.joinKeys()),
                    each.keys().stream().map(column -> Cell.of(columns, column)).toList(),
                    Cell.find(columns, each.event()),
                    Cell.find(columns, each.created())));
        }
        return new EntityRows(request.key(), request.until().toEpochMilli(), columns, readings);
    }

    /** Files need not have the created timestamp, as tables of a stream's past may lack it. */
    private static MessageType projection(Set<EntityColumns> asked, MessageType file) {
        Set<String> names = new LinkedHashSet<>();
        for (EntityColumns each : asked) {
            each.keys().forEach(column -> names.add(required(file, column)));
            if (each.event() != null) {
                names.add(required(file, each.event()));
            }
            if (each.created() != null && file.containsField(each.created().name())) {
                names.add(each.created().name());
            }
        }
        List<Type> types = names.stream().map(file::getType).toList();
        return new MessageType(file.getName(), types);
    }

    private static String required(MessageType file, ReadColumn column) {
        if (!file.containsField(column.name())) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "it has no column '" + column.name() + "', but "
                            + file.getFields().stream().map(Type::getName).toList()
                            + "; if folders are named by it, delete those of the entity");
        }
        return column.name();
    }

    /** What of the file's rows {@link #has} has to see. */
    MessageType columns() {
        return columns;
    }

    /** @param row with {@link #columns} */
    boolean has(Group row) {
        return readings.stream().anyMatch(reading -> isEntity(reading, row) && isUntil(reading, row));
    }

    private boolean isEntity(Reading reading, Group row) {
        try {
            @Nullable
            Object[] values =
                    reading.keys().stream().map(cell -> cell.read(row)).toArray();
            return reading.codec().encode(values).equals(key);
        } catch (GranaryException e) {
            return isOfNobody(e); // a join key is null, or no value of its type
        }
    }

    private static boolean isOfNobody(GranaryException failure) {
        if (failure.code() != ErrorCode.INVALID_ARGUMENT) {
            throw failure;
        }
        return false;
    }

    private boolean isUntil(Reading reading, Group row) {
        Instant created = moment(reading.created(), row);
        Instant moment = created == null ? moment(reading.event(), row) : created;
        return moment == null
                || Math.floorDiv(EpochMicros.of(moment), TimeUnit.MILLISECONDS.toMicros(1)) <= untilMillis;
    }

    private static @Nullable Instant moment(@Nullable Cell cell, Group row) {
        try {
            return cell == null ? null : (Instant) cell.read(row);
        } catch (GranaryException e) {
            return null; // text that is no moment
        }
    }

    private record Cell(ReadColumn column, ParquetCell cell) {

        static Cell of(MessageType columns, ReadColumn column) {
            return new Cell(column, ParquetCell.of(columns, column.name()));
        }

        static @Nullable Cell find(MessageType columns, @Nullable ReadColumn column) {
            return column == null || !columns.containsField(column.name()) ? null : of(columns, column);
        }

        @Nullable
        Object read(Group row) {
            return column.typed(cell.read(row));
        }
    }
}
