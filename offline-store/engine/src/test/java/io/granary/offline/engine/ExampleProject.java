package io.granary.offline.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.Window;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small project in a folder: sources are CSV text, entities {@code shop} and {@code shop, item}. */
final class ExampleProject {

    static final Instant UNTIL = Instant.parse("2001-02-01T00:00:00Z");

    private final Path folder;
    private final List<Definition> definitions = new ArrayList<>();

    ExampleProject(Path folder) {
        this.folder = folder;
        definitions.add(new Entity("shop", List.of(new JoinKey("shop", ScalarType.STRING)), Metadata.NONE));
        definitions.add(new Entity(
                "stock",
                List.of(new JoinKey("shop", ScalarType.STRING), new JoinKey("item", ScalarType.INT64)),
                Metadata.NONE));
    }

    Path folder() {
        return folder;
    }

    Revision revision() {
        return Revision.none("shops").next(new Definitions(definitions), "test", "test", Instant.EPOCH);
    }

    /** A file with a header and rows. */
    Path csv(String name, String... lines) {
        try {
            return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n", UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A table with an event timestamp {@code at} and, if the columns have it, a created timestamp {@code created}. */
    ExampleProject table(String name, String columns, String... rows) {
        List<Column> schema = columns(columns);
        String created = schema.stream().anyMatch(column -> column.name().equals("created")) ? "created" : null;
        String event = schema.stream().anyMatch(column -> column.name().equals("at")) ? "at" : null;
        return define(source(name, schema, event, created, rows));
    }

    /** The same table, of which something is expected. */
    ExampleProject table(Expectation expectation, String name, String columns, String... rows) {
        BatchSource plain = source(name, columns(columns), "at", null, rows);
        return define(new BatchSource(
                name,
                plain.format(),
                plain.path(),
                plain.eventTimestamp(),
                null,
                plain.schema(),
                List.of(expectation),
                Metadata.NONE));
    }

    /** A stream whose history is a table; a row without created timestamp arrived {@code delay} after its event. */
    ExampleProject stream(String name, Duration delay, String columns, String... rows) {
        define(source(name + "_past", columns(columns), "at", null, rows));
        return define(new StreamSource(
                name,
                name,
                StreamSource.Format.JSON,
                columns(columns),
                null,
                "at",
                null,
                null,
                StreamSource.DEFAULT_ALLOWED_LATENESS,
                StreamSource.DEFAULT_MAX_FUTURE_SKEW,
                new StreamSource.History(name + "_past", UNTIL, delay),
                Metadata.NONE));
    }

    /**
     * A view whose features are columns, written {@code name TYPE} or {@code name TYPE default number}, or expressions,
     * {@code name TYPE = expression}.
     */
    ExampleProject view(String name, String entity, String source, @Nullable Duration ttl, String... features) {
        return define(new FeatureView(
                name,
                List.of(entity),
                source,
                Map.of(),
                null,
                Arrays.stream(features).map(ExampleProject::feature).toList(),
                List.of(),
                ttl,
                true,
                true,
                Metadata.NONE));
    }

    /** A view of windows of an hour: {@code count} of the rows that have an {@code n}, and its {@code sum}. */
    ExampleProject hourly(String name, String entity, String source) {
        List<Window> hour = List.of(Window.parse("1h"));
        return define(new FeatureView(
                name,
                List.of(entity),
                source,
                Map.of(),
                null,
                List.of(),
                List.of(
                        new Aggregation("count", "count", "n", hour, null, WindowMode.SAWTOOTH),
                        new Aggregation("sum", "sum", "n", hour, null, WindowMode.SAWTOOTH)),
                null,
                true,
                true,
                Metadata.NONE));
    }

    ExampleProject define(Definition definition) {
        definitions.add(definition);
        return this;
    }

    static Feature feature(String text) {
        String[] parts = text.split(" ", 4);
        DataType type = DataType.parse(parts[1]);
        if (parts.length == 2) {
            return new Feature(parts[0], type, parts[0], null);
        }
        return parts[2].equals("default")
                ? new Feature(parts[0], type, parts[0], Coercion.coerce(parts[3], type, "default"))
                : new Feature(parts[0], type, parts[3], null);
    }

    static List<Column> columns(String text) {
        return Arrays.stream(text.split(", +"))
                .map(column -> column.split(" "))
                .map(column -> new Column(column[0], DataType.parse(column[1])))
                .toList();
    }

    private BatchSource source(
            String name, List<Column> schema, @Nullable String event, @Nullable String created, String... rows) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", schema.stream().map(Column::name).toList()));
        lines.addAll(List.of(rows));
        csv(name + ".csv", lines.toArray(String[]::new));
        return new BatchSource(name, BatchSource.Format.CSV, name + ".csv", event, created, schema, Metadata.NONE);
    }
}
