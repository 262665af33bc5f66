package io.granary.registry.server.validation;

import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.Kind;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of data sources. */
final class SourceRules {

    private static final Pattern TABLE = Pattern.compile("[^./]+(\\.[^./]+)+");

    private final Check check;
    private final SourceColumns sources;

    SourceRules(Check check, SourceColumns sources) {
        this.check = check;
        this.sources = sources;
    }

    void apply(DataSource source) {
        List<Column> columns = sources.of(source);
        String failure = sources.failure(source);
        if (failure != null) {
            check.violation(place(source), failure, "a table that can be read");
        }
        if (source.schema() != null) {
            check.requireNames("schema", ".name", SourceColumns.names(source.schema()));
        }
        if (columns != null) {
            requireMoment("eventTimestamp", source.eventTimestamp(), columns);
            requireMoment("createdTimestamp", source.createdTimestamp(), columns);
        }
        new ExpectationRules(check).apply(source, columns);
        if (source instanceof BatchSource batch) {
            applyBatch(batch);
        }
        if (source instanceof StreamSource stream) {
            applyStream(stream);
        }
    }

    private void applyBatch(BatchSource source) {
        if (source.format() == BatchSource.Format.ICEBERG) {
            requireTable(source.path());
        } else if (ObjectAddress.isAddress(source.path())) {
            requireAddress(source);
        } else if (!RelativePath.staysInside(source.path())) {
            check.violation(place(source), "'" + source.path() + "'", "a path inside the repository's folder");
        }
    }

    private void requireTable(String name) {
        if (!TABLE.matcher(name).matches()) {
            check.violation("iceberg", "'" + name + "'", "catalog.namespace.table");
        }
    }

    private void requireAddress(BatchSource source) {
        try {
            ObjectAddress.parse(source.path());
        } catch (GranaryException e) {
            check.violation(place(source), String.valueOf(e.getMessage()), "the address of objects");
        }
    }

    private void applyStream(StreamSource source) {
        if (source.eventId() != null) {
            check.requireKnown(
                    "eventId", source.eventId(), SourceColumns.names(source.schema()), "a column of the source");
        }
        requireNotNegative("allowedLateness", source.allowedLateness());
        requireNotNegative("maxFutureSkew", source.maxFutureSkew());
        if (source.history() != null) {
            applyHistory(source, source.history());
        }
    }

    private void applyHistory(StreamSource source, StreamSource.History history) {
        requireNotNegative("history.delay", history.delay());
        BatchSource past = check.resolve("history.source", Kind.BATCH_SOURCE, history.source(), BatchSource.class);
        if (past == null) {
            return;
        }
        if (past.eventTimestamp() == null) {
            check.violation("history.source", "'" + past.name() + "'", "a batch source with an eventTimestamp");
        }
        if (past.expectations().stream().anyMatch(Expectation::quarantines)) {
            check.violation(
                    "history.source",
                    "'" + past.name() + "'",
                    "a batch source that quarantines nothing; expectations of the stream hold for its history, too");
        }
        List<Column> columns = sources.of(past);
        for (Column column : columns == null ? List.<Column>of() : source.schema()) {
            requireColumn("history.source", column.name(), columns, "'" + past.name() + "'");
        }
    }

    private void requireColumn(String path, String column, @Nullable List<Column> columns, String source) {
        if (columns != null && !SourceColumns.names(columns).contains(column)) {
            check.violation(path, source + " without column '" + column + "'", "every column of the stream");
        }
    }

    private void requireMoment(String path, @Nullable String name, List<Column> columns) {
        if (name == null || !check.requireKnown(path, name, SourceColumns.names(columns), "a column of the source")) {
            return;
        }
        boolean isMoment = columns.stream()
                .anyMatch(column -> column.name().equals(name) && column.type() == ScalarType.TIMESTAMP);
        if (!isMoment) {
            check.violation(path, "'" + name + "'", "a column of type TIMESTAMP");
        }
    }

    private void requireNotNegative(String path, Duration duration) {
        if (duration.isNegative()) {
            check.violation(path, duration.toString(), "0 or more");
        }
    }

    private static String place(DataSource source) {
        return source instanceof BatchSource batch ? batch.format().name().toLowerCase(Locale.ROOT) : "schema";
    }
}
