package io.granary.offline.engine.plan;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.type.EpochMicros;
import io.granary.core.window.Acceptance;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.TableSnapshot;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a view's source has at rest: a table, the history of a stream, the archive of its topic, or both of
 * these.
 *
 * @param source that the view names
 * @param table the source itself, or the history of the stream; null when the stream has none
 * @param stream of events, whose topic may be archived; null when the table is the source itself
 */
public record SourceAtRest(
        DataSource source,
        @Nullable BatchSource table,
        @Nullable StreamSource stream) {

    public static SourceAtRest of(Revision revision, FeatureView view) {
        Definitions definitions = revision.definitions();
        DataSource source = definitions.source(view.source());
        if (source instanceof BatchSource table) {
            return new SourceAtRest(source, table, null);
        }
        StreamSource stream = source.findStream(revision.project());
        if (stream == null) {
            throw new IllegalStateException("a source is a table or a stream: " + source);
        }
        StreamSource.History history = stream.history();
        BatchSource table = history == null ? null : table(definitions, history);
        return new SourceAtRest(source, table, stream);
    }

    private static BatchSource table(Definitions definitions, StreamSource.History history) {
        if (definitions.source(history.source()) instanceof BatchSource table) {
            return table;
        }
        throw GranaryException.invalid("history.source", history.source(), "the name of a batch source");
    }

    /** The tables behind some views that keep versions, each once. */
    public static Set<BatchSource> versioned(Revision revision, Iterable<FeatureView> views) {
        Set<BatchSource> tables = new LinkedHashSet<>();
        for (FeatureView view : views) {
            BatchSource table = of(revision, view).table();
            if (table != null && table.format() == BatchSource.Format.ICEBERG) {
                tables.add(table);
            }
        }
        return tables;
    }

    /**
     * The version of a table that is read; null when it keeps none.
     *
     * @param snapshots by the name of a source
     * @throws GranaryException (FAILED_PRECONDITION) when it keeps versions, and none of them is there
     */
    public static @Nullable TableSnapshot snapshot(BatchSource table, Map<String, ListedTable> snapshots) {
        if (table.format() != BatchSource.Format.ICEBERG) {
            return null;
        }
        if (snapshots.get(table.name()) instanceof TableSnapshot snapshot) {
            return snapshot;
        }
        throw precondition(table, "no catalog was asked for Iceberg table " + table.path());
    }

    /** The tables behind some views that are in an object store, each once. */
    public static Set<BatchSource> objects(Revision revision, Iterable<FeatureView> views) {
        Set<BatchSource> tables = new LinkedHashSet<>();
        for (FeatureView view : views) {
            BatchSource table = of(revision, view).table();
            if (table != null && table.address() != null) {
                tables.add(table);
            }
        }
        return tables;
    }

    /**
     * The objects that are read of a table; null when it is not in an object store.
     *
     * @param listed by the name of a source
     * @throws GranaryException (FAILED_PRECONDITION) when it is, and nobody has looked
     */
    public static @Nullable ObjectTable objects(BatchSource table, Map<String, ListedTable> listed) {
        if (table.address() == null) {
            return null;
        }
        if (listed.get(table.name()) instanceof ObjectTable objects) {
            return objects;
        }
        throw precondition(table, "no object store was asked for " + table.path());
    }

    /** The declared columns, or null when they are read from the file. */
    public @Nullable List<Column> columns() {
        return source.schema();
    }

    /** The part of the stream's timeline that the table holds; null when the table is all there is. */
    public StreamSource.@Nullable History history() {
        return stream == null ? null : stream.history();
    }

    /** The column that says when a row became true; null for a static table. */
    public @Nullable String eventTimestamp() {
        if (stream != null) {
            return stream.eventTimestamp();
        }
        return table == null ? null : table.eventTimestamp();
    }

    /** The column that says when a row was written, or null. */
    public @Nullable String createdTimestamp() {
        if (stream != null && stream.createdTimestamp() != null) {
            return stream.createdTimestamp();
        }
        return table == null ? null : table.createdTimestamp();
    }

    /** Which events of the stream enter windows; null: every row of the table does. */
    public @Nullable Acceptance acceptance() {
        return stream == null ? null : Acceptance.of(stream.allowedLateness(), stream.maxFutureSkew());
    }

    /**
     * What entity rows may know of this source.
     *
     * @param asked null: the source's default
     * @throws GranaryException (FAILED_PRECONDITION) when created timestamps are asked for and the source has none
     */
    public Knowledge knowledge(@Nullable Knowledge asked) {
        if (asked == Knowledge.CREATED && createdTimestamp() == null) {
            throw precondition(source, "knowledge CREATED needs a createdTimestamp, and it declares none");
        }
        if (asked == null) {
            return stream == null ? Knowledge.EVENT_TIME : Knowledge.AS_SERVED;
        }
        return asked == Knowledge.AS_SERVED && stream == null && createdTimestamp() == null
                ? Knowledge.EVENT_TIME
                : asked;
    }

    /** The first moment, in epoch microseconds, at which entity rows need the topic of the stream. */
    public long topicMicros() {
        StreamSource.History history = history();
        return history == null ? Long.MIN_VALUE : EpochMicros.of(history.until());
    }

    /**
     * When what may still change the answer at a moment, as long as it is accepted, has arrived; both in epoch microseconds.
     *
     * @param knowledge as {@link #knowledge} gives it
     */
    public long lastArrivalMicros(long micros, Knowledge knowledge) {
        long lateness = latenessMicros(knowledge);
        return lateness > Long.MAX_VALUE - Math.max(0, micros) ? Long.MAX_VALUE : micros + lateness;
    }

    /**
     * The last moment whose answer does not change by what arrives from another moment on; both in epoch microseconds.
     *
     * @param knowledge as {@link #knowledge} gives it
     */
    public long lastAnswerMicros(long arrivalMicros, Knowledge knowledge) {
        long lateness = latenessMicros(knowledge);
        return arrivalMicros <= Long.MIN_VALUE + lateness ? Long.MIN_VALUE : arrivalMicros - lateness - 1;
    }

    private long latenessMicros(Knowledge knowledge) {
        Acceptance acceptance = acceptance();
        return acceptance == null || knowledge == Knowledge.AS_SERVED ? 0 : acceptance.allowedLatenessMicros();
    }

    /**
     * Why entity rows that need the stream's topic cannot be joined without an archive.
     *
     * @param rows how many do
     */
    public GranaryException notArchived(long rows) {
        StreamSource.History history = history();
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION,
                "Cannot join source '" + source.name() + "': "
                        + (history == null
                                ? "it has no history source"
                                : rows + " entity rows ask for moments at or after " + history.until()
                                        + ", where its history ends")
                        + ", and no archive of its topic is read");
    }

    private static GranaryException precondition(DataSource source, String reason) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot read source '" + source.name() + "' at rest: " + reason);
    }
}
