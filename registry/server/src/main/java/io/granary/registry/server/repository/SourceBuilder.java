package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Makes data sources. */
final class SourceBuilder {

    private SourceBuilder() {}

    static BatchSource batch(DocumentContext document) {
        Values values = document.values();
        BatchSource.Format format = format(values);
        String place = format.name().toLowerCase(Locale.ROOT);
        if (format != BatchSource.Format.ICEBERG) {
            document.requireInside(place);
        }
        return new BatchSource(
                document.name(),
                format,
                values.text(place),
                values.findText("eventTimestamp"),
                values.findText("createdTimestamp"),
                values.has("schema") ? DefinitionBuilder.columns(values, "schema") : null,
                ExpectationBuilder.expectations(values),
                document.metadata());
    }

    static StreamSource stream(DocumentContext document) {
        Values values = document.values();
        StreamSource.Format format = values.value("format", StreamSource.Format.class);
        Schema avro = hasAvroFile(format, values) ? readAvro(document) : null;
        return new StreamSource(
                document.name(),
                values.text("topic"),
                format,
                avro == null ? jsonColumns(document) : AvroColumns.of(avro),
                avro == null ? null : avro.toString(),
                values.text("eventTimestamp"),
                values.findText("createdTimestamp"),
                values.findText("eventId"),
                values.durationOr("allowedLateness", StreamSource.DEFAULT_ALLOWED_LATENESS),
                values.durationOr("maxFutureSkew", StreamSource.DEFAULT_MAX_FUTURE_SKEW),
                history(values.find("history", Values.class)),
                ExpectationBuilder.expectations(values),
                document.metadata());
    }

    static PushSource push(DocumentContext document) {
        Values values = document.values();
        return new PushSource(
                document.name(),
                DefinitionBuilder.columns(values, "schema"),
                values.text("eventTimestamp"),
                ExpectationBuilder.expectations(values),
                document.metadata());
    }

    private static BatchSource.Format format(Values values) {
        List<BatchSource.Format> given = Arrays.stream(BatchSource.Format.values())
                .filter(format -> values.has(format.name().toLowerCase(Locale.ROOT)))
                .toList();
        if (given.size() != 1) {
            throw GranaryException.invalid("format", given.size() + " given", "exactly one of parquet, csv, iceberg");
        }
        return given.get(0);
    }

    /** Records that name their schema need none; with one they are read as it has it. */
    private static boolean hasAvroFile(StreamSource.Format format, Values values) {
        return switch (format) {
            case JSON -> false;
            case AVRO -> true;
            case CONFLUENT_AVRO -> values.fields().get("schema") instanceof String;
        };
    }

    private static Schema readAvro(DocumentContext document) {
        if (document.values().fields().get("schema") instanceof List<?>) {
            throw GranaryException.invalid("schema", "a list", "the path of an Avro schema file, as format is avro");
        }
        return AvroColumns.read(document.file("schema"), document.values().text("schema"));
    }

    private static List<Column> jsonColumns(DocumentContext document) {
        if (document.values().fields().get("schema") instanceof String text) {
            throw GranaryException.invalid("schema", "'" + text + "'", "a list of columns, as format is json");
        }
        return DefinitionBuilder.columns(document.values(), "schema");
    }

    private static StreamSource.@Nullable History history(@Nullable Values values) {
        if (values == null) {
            return null;
        }
        return new StreamSource.History(
                values.text("source"), values.value("until", Instant.class), values.durationOr("delay", Duration.ZERO));
    }
}
