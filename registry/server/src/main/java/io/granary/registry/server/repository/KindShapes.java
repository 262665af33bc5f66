package io.granary.registry.server.repository;

import static io.granary.registry.server.repository.Fields.list;
import static io.granary.registry.server.repository.Fields.object;
import static io.granary.registry.server.repository.Fields.optional;
import static io.granary.registry.server.repository.Fields.required;
import static io.granary.registry.server.repository.Fields.some;
import static io.granary.registry.server.repository.PartShapes.AGGREGATION;
import static io.granary.registry.server.repository.PartShapes.COLUMN;
import static io.granary.registry.server.repository.PartShapes.EXPECTATION;
import static io.granary.registry.server.repository.PartShapes.FEATURE;
import static io.granary.registry.server.repository.PartShapes.HISTORY;
import static io.granary.registry.server.repository.PartShapes.INPUT;
import static io.granary.registry.server.repository.PartShapes.NAMED;
import static io.granary.registry.server.repository.PartShapes.ROUTE;
import static io.granary.registry.server.repository.PartShapes.SELECTION;
import static io.granary.registry.server.repository.PartShapes.TREATMENT;
import static io.granary.registry.server.repository.PartShapes.VERSION;
import static io.granary.registry.server.repository.Scalars.BOOLEAN;
import static io.granary.registry.server.repository.Scalars.DURATION;
import static io.granary.registry.server.repository.Scalars.EXPRESSION;
import static io.granary.registry.server.repository.Scalars.JOIN_KEY_TYPE;
import static io.granary.registry.server.repository.Scalars.NAME;
import static io.granary.registry.server.repository.Scalars.NUMBER;
import static io.granary.registry.server.repository.Scalars.REFERENCE;
import static io.granary.registry.server.repository.Scalars.TEXT;
import static io.granary.registry.server.repository.Scalars.TOPIC;
import static io.granary.registry.server.repository.Scalars.choice;

import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Kind;
import io.granary.core.definition.StreamSource;
import io.granary.registry.server.repository.Shape.Field;
import io.granary.registry.server.repository.Shape.MapOf;
import io.granary.registry.server.repository.Shape.ObjectOf;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The fields of each kind of definition: the one table that reading, messages and editors' schemas come from. */
final class KindShapes {

    private static final Field EXPECTATIONS =
            optional("expectations", list(EXPECTATION), "What its rows should be like");

    private static final Map<Kind, ObjectOf> KINDS = kinds();

    private KindShapes() {}

    static ObjectOf of(Kind kind) {
        return Objects.requireNonNull(KINDS.get(kind));
    }

    private static Map<Kind, ObjectOf> kinds() {
        Map<Kind, ObjectOf> kinds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            kinds.put(kind, make(kind));
        }
        return kinds;
    }

    private static ObjectOf make(Kind kind) {
        return switch (kind) {
            case ENTITY ->
                kind(
                        kind,
                        required(
                                "joinKeys",
                                some(object("a join key", NAMED, required("type", JOIN_KEY_TYPE, "Its type"))),
                                "What identifies one"));
            case BATCH_SOURCE -> batchSource();
            case STREAM_SOURCE -> streamSource();
            case PUSH_SOURCE ->
                kind(
                        kind,
                        required("schema", some(COLUMN), "The columns"),
                        required("eventTimestamp", NAME, "The column that says when a row became true"),
                        EXPECTATIONS);
            case FEATURE_VIEW -> featureView();
            case ON_DEMAND_FEATURE_VIEW ->
                kind(
                        kind,
                        required("inputs", some(new Shape.Either(REFERENCE, INPUT)), "Features and request fields"),
                        required("features", some(FEATURE), "What it computes"));
            case FEATURE_SERVICE -> featureService();
            case MODEL -> model();
            case ROUTER -> router();
            case EXPERIMENT ->
                kind(
                        kind,
                        required("unit", NAME, "The request field that is assigned"),
                        required("salt", TEXT, "Makes it independent of other experiments"),
                        required("treatments", some(TREATMENT), "The arms"));
        };
    }

    private static ObjectOf batchSource() {
        return kind(
                Kind.BATCH_SOURCE,
                optional("parquet", TEXT, "Path of a Parquet file or folder"),
                optional("csv", TEXT, "Path of a CSV file"),
                optional("iceberg", TEXT, "Name of an Iceberg table: catalog.namespace.table"),
                optional("eventTimestamp", NAME, "The column that says when a row became true"),
                optional("createdTimestamp", NAME, "The column that says when a row was written"),
                optional("schema", some(COLUMN), "The columns; the default is what the file says"),
                EXPECTATIONS);
    }

    private static ObjectOf streamSource() {
        return kind(
                Kind.STREAM_SOURCE,
                required("topic", TOPIC, "The Kafka topic"),
                required("format", choice(StreamSource.Format.class), "How a record's value is encoded"),
                required("schema", new Shape.Either(TEXT, some(COLUMN)), "Path of an Avro schema file, or the columns"),
                required("eventTimestamp", NAME, "The column that says when the event became true"),
                optional("createdTimestamp", NAME, "The column that says when it was written"),
                optional("eventId", NAME, "The column that identifies an event"),
                optional("allowedLateness", DURATION, "How late an event may enter a window"),
                optional("maxFutureSkew", DURATION, "How far an event may lie in the future"),
                optional("history", HISTORY, "Where the stream's past is"),
                EXPECTATIONS);
    }

    private static ObjectOf featureView() {
        return kind(
                Kind.FEATURE_VIEW,
                required("entities", some(NAME), "What the features describe"),
                required("source", NAME, "Where the rows come from"),
                optional("joinKeys", new MapOf(NAME), "Join key to the source's column"),
                optional("where", EXPRESSION, "CEL that selects rows"),
                optional("ttl", DURATION, "Age past which a value is not served"),
                optional(
                        "maxStaleness", DURATION, "How old an answer from serving's own memory may be; none: not kept"),
                optional("online", BOOLEAN, "Whether it is served online"),
                optional("offline", BOOLEAN, "Whether training sets may use it"),
                optional("features", list(FEATURE), "The features"),
                optional("aggregations", list(AGGREGATION), "Windowed features"),
                EXPECTATIONS);
    }

    private static ObjectOf featureService() {
        ObjectOf logging = object("logging", required("sample", NUMBER, "Share of requests that are logged, 0 to 1"));
        return kind(
                Kind.FEATURE_SERVICE,
                optional("onMissing", choice(FeatureService.OnMissing.class), "What stands for a missing value"),
                optional("logging", logging, "What is logged"),
                required("features", some(new Shape.Either(REFERENCE, SELECTION)), "What a model asks for"));
    }

    private static ObjectOf model() {
        return kind(
                Kind.MODEL,
                required("service", NAME, "The feature service that gives its inputs"),
                required("outputs", some(COLUMN), "What a prediction holds"),
                optional("versions", list(VERSION), "Trained files"),
                optional("aliases", new MapOf(TEXT), "Alias to version"));
    }

    private static ObjectOf router() {
        return kind(
                Kind.ROUTER,
                required("routes", some(ROUTE), "The ways to an answer"),
                optional("stickyKey", NAME, "The request field that pins a route"),
                optional("experiment", NAME, "The experiment that chooses the route"));
    }

    private static ObjectOf kind(Kind kind, Field... own) {
        List<Field> fields = new ArrayList<>(List.of(
                required("kind", TEXT, "The kind of definition"),
                NAMED,
                optional("description", TEXT, "For people"),
                optional("owner", TEXT, "Who answers for it"),
                optional("tags", new MapOf(TEXT), "For people"),
                optional("was", NAME, "Its name before, so that it is known to be the same")));
        fields.addAll(List.of(own));
        return new ObjectOf(kind.text(), fields);
    }
}
