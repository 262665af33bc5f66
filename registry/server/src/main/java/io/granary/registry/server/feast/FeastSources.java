package io.granary.registry.server.feast;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Converts the data sources of views, with the columns that views read of them, as Feast names no others. */
final class FeastSources {

    private static final String FILE = "sources.yaml";
    private static final Map<String, String> PLACES = Map.of(
            "BATCH_BIGQUERY", "bigqueryOptions",
            "BATCH_SNOWFLAKE", "snowflakeOptions",
            "BATCH_REDSHIFT", "redshiftOptions",
            "BATCH_SPARK", "sparkOptions",
            "BATCH_TRINO", "trinoOptions",
            "BATCH_ATHENA", "athenaOptions");

    private final FeastProject project;
    private final Instant now;
    private final Map<String, Map<String, String>> columns = new LinkedHashMap<>();
    private final Set<String> written = new TreeSet<>();

    /** @param now when a stream's history in a batch source ends, as Feast does not say */
    FeastSources(FeastProject project, Instant now) {
        this.project = project;
        this.now = now;
    }

    /** Notes what a view reads, before any source is written. */
    void addColumns(FeastObject source, Map<String, String> read) {
        Map<String, String> known = columns.computeIfAbsent(source.name(), any -> new LinkedHashMap<>());
        read.forEach((column, type) -> {
            String other = known.putIfAbsent(column, type);
            if (other != null && !other.equals(type)) {
                project.partly(source, "column '" + column + "' as " + type, "Another view reads it as " + other);
            }
        });
        addMoment(source, known, "timestampField");
        addMoment(source, known, "createdTimestampColumn");
    }

    /** Writes the source of a view, once; gives its name. */
    String write(FeastObject source, @Nullable FeastObject history) {
        String name = project.sourceNames().of(source.name());
        if (written.add(source.name())) {
            project.reportName(source, name);
            if (isStream(source)) {
                writeStream(source, name, history);
            } else {
                writeBatch(source, name);
            }
        }
        return name;
    }

    /** Whether records of a source can be read from Kafka here. */
    static boolean isStream(FeastObject source) {
        FeastObject format = source.child("kafkaOptions").child("messageFormat");
        return source.has("kafkaOptions") && (format.has("jsonFormat") || format.has("avroFormat"));
    }

    private void writeBatch(FeastObject source, String name) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("parquet", path(source, name));
        FeastProject.put(fields, "eventTimestamp", source.text("timestampField"));
        FeastProject.put(fields, "createdTimestamp", source.text("createdTimestampColumn"));
        fields.put("schema", schema(source));
        if (source.text("datePartitionColumn") != null) {
            project.partly(source, "date partition column", "Partitions are found by the names of folders");
        }
        project.add(FILE, "BatchSource", name, source, fields);
    }

    /** Data has to be below the repository's folder, so what is elsewhere gets a place where it is to be put. */
    private String path(FeastObject source, String name) {
        String here = "data/" + name + ".parquet";
        FeastObject file = source.child("fileOptions");
        String uri = file.text("uri");
        if (uri == null) {
            project.partly(source, place(source), "Export it to " + here + ", or to an Iceberg table, and name that");
            return here;
        }
        if (file.child("fileFormat").has("deltaFormat")) {
            project.partly(source, "the Delta format of " + uri, "Write it as Parquet to " + here);
            return here;
        }
        String path = uri.startsWith("file://") ? uri.substring("file://".length()) : uri;
        boolean isInside = !path.contains(":")
                && !path.startsWith("/")
                && !Path.of(path).normalize().startsWith("..");
        if (!isInside) {
            project.partly(source, "a file at " + uri, "Put it at " + here + ", or change the path");
        }
        return isInside ? path : here;
    }

    private static String place(FeastObject source) {
        String type = source.text("type") == null ? "CUSTOM_SOURCE" : source.text("type");
        FeastObject options = source.child(PLACES.getOrDefault(String.valueOf(type), "customOptions"));
        String query = options.text("query");
        String table = options.text("table") == null ? options.text("path") : options.text("table");
        return query == null ? "table " + table + " of " + type : "a query of " + type + ": " + query;
    }

    private void writeStream(FeastObject source, String name, @Nullable FeastObject history) {
        FeastObject kafka = source.child("kafkaOptions");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topic", String.valueOf(kafka.text("topic")));
        String avro = kafka.child("messageFormat").child("avroFormat").text("schemaJson");
        fields.put("format", avro == null ? "json" : "avro");
        fields.put("schema", avro == null ? schema(source) : avroFile(name, avro));
        fields.put("eventTimestamp", String.valueOf(source.text("timestampField")));
        FeastProject.put(fields, "createdTimestamp", source.text("createdTimestampColumn"));
        FeastProject.put(fields, "allowedLateness", FeastDurations.text(kafka.text("watermarkDelayThreshold")));
        FeastProject.put(fields, "history", history == null ? null : history(source, history, avro != null));
        if (kafka.text("kafkaBootstrapServers") != null) {
            project.partly(
                    source,
                    "the address of Kafka",
                    "Processes take it: --bootstrap-servers " + kafka.text("kafkaBootstrapServers"));
        }
        project.add(FILE, "StreamSource", name, source, fields);
    }

    /** Null after reporting why the batch source cannot be the stream's past. */
    private @Nullable Map<String, Object> history(FeastObject source, FeastObject history, boolean hasOwnColumns) {
        String name = write(history, null);
        Set<String> missing =
                new TreeSet<>(columns.getOrDefault(source.name(), Map.of()).keySet());
        missing.removeAll(columns.getOrDefault(history.name(), Map.of()).keySet());
        if (hasOwnColumns || !missing.isEmpty()) {
            project.partly(
                    source,
                    "the past in '" + history.name() + "', as its columns may not be the stream's: " + missing,
                    "Give both the same columns, then add history: {source: " + name + ", until: ...}");
            return null;
        }
        project.partly(
                source,
                "where the batch source ends and the topic begins",
                "until is the moment of the conversion; set it to the first moment that the topic holds");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", name);
        fields.put("until", now.toString());
        return fields;
    }

    private String avroFile(String name, String schema) {
        String file = "schemas/" + name + ".avsc";
        project.addText(file, schema + "\n");
        return file;
    }

    private List<Map<String, Object>> schema(FeastObject source) {
        List<Map<String, Object>> schema = new ArrayList<>();
        columns.getOrDefault(source.name(), Map.of()).forEach((name, type) -> {
            Map<String, Object> column = new LinkedHashMap<>();
            column.put("name", name);
            column.put("type", type);
            schema.add(column);
        });
        return schema;
    }

    private static void addMoment(FeastObject source, Map<String, String> known, String field) {
        String column = source.text(field);
        if (column != null) {
            known.put(column, "TIMESTAMP");
        }
    }
}
