package io.granary.registry.server.repository;

import static io.granary.registry.server.repository.Scalars.ADDRESS;
import static io.granary.registry.server.repository.Scalars.BOOLEAN;
import static io.granary.registry.server.repository.Scalars.DURATION;
import static io.granary.registry.server.repository.Scalars.EXPRESSION;
import static io.granary.registry.server.repository.Scalars.INTEGER;
import static io.granary.registry.server.repository.Scalars.JOIN_KEY_TYPE;
import static io.granary.registry.server.repository.Scalars.MOMENT;
import static io.granary.registry.server.repository.Scalars.NAME;
import static io.granary.registry.server.repository.Scalars.NUMBER;
import static io.granary.registry.server.repository.Scalars.REFERENCE;
import static io.granary.registry.server.repository.Scalars.SHARE;
import static io.granary.registry.server.repository.Scalars.TEXT;
import static io.granary.registry.server.repository.Scalars.TOPIC;
import static io.granary.registry.server.repository.Scalars.TYPE;
import static io.granary.registry.server.repository.Scalars.WINDOW;
import static io.granary.registry.server.repository.Scalars.choice;

import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Kind;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.StreamSource;
import io.granary.core.window.WindowMode;
import io.granary.registry.server.repository.Shape.Field;
import io.granary.registry.server.repository.Shape.ListOf;
import io.granary.registry.server.repository.Shape.MapOf;
import io.granary.registry.server.repository.Shape.Need;
import io.granary.registry.server.repository.Shape.ObjectOf;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The fields of each kind of definition: the one table that reading, messages and editors' schemas come from. */
final class KindShapes {

    private static final Field NAMED = required("name", NAME, "Unique among its kind");

    private static final ObjectOf COLUMN = object("a column", NAMED, required("type", TYPE, "Its type"));

    private static final ObjectOf FEATURE = object(
            "a feature",
            NAMED,
            required("type", TYPE, "Its type"),
            optional("from", NAME, "The column it is; the default is the column of its name"),
            optional("expression", EXPRESSION, "CEL that computes it"),
            optional("default", new Shape.Any(), "Stands for a missing value"),
            optional("was", NAME, "Its name before, so that it keeps its values"));

    private static final ObjectOf SELECTION = object(
            "a selection of features",
            required("view", NAME, "The feature view"),
            optional("as", NAME, "Its role, which replaces the view's name"),
            optional("joinKeys", new MapOf(NAME), "Join key to the name in the request"),
            optional("features", list(NAME), "The features; the default is all"));

    private static final ObjectOf INPUT = object(
            "an input",
            optional("view", NAME, "The feature view"),
            optional("as", NAME, "Its role, which replaces the view's name"),
            optional("joinKeys", new MapOf(NAME), "Join key to the name in the request"),
            optional("features", list(NAME), "The features; the default is all"),
            optional("request", NAME, "A field of the request"),
            optional("type", TYPE, "The type of a request field"));

    private static final ObjectOf AGGREGATION = object(
            "an aggregation",
            NAMED,
            required("function", TEXT, "Such as avg, count_distinct or last_k(3)"),
            optional("of", EXPRESSION, "CEL that gives the aggregated value"),
            optional("windows", list(WINDOW), "Such as [1h, 24h]"),
            optional("where", EXPRESSION, "CEL that selects events"),
            optional("mode", choice(WindowMode.class), "How bounds follow the time of the question"),
            optional("hop", DURATION, "What the tails of the windows move by: 1s, 1m, 5m, 1h or 1d"),
            optional("default", TEXT, "What an empty window gives"));

    private static final ObjectOf HISTORY = object(
            "a history",
            required("source", NAME, "The batch source that holds the stream's past"),
            required("until", MOMENT, "Rows before this moment come from the source only"),
            optional("delay", DURATION, "How long after its event a row without created timestamp arrived"));

    private static final ObjectOf VERSION = object(
            "a model version",
            required("version", TEXT, "Unique within the model"),
            required("uri", TEXT, "Where the file is"),
            optional("format", choice(ModelVersion.Format.class), "The file's format"),
            required("inputs", list(NAME), "Full feature names in the order of the tensor"),
            optional("registryRevision", INTEGER, "The revision it was trained on"),
            optional("metrics", new MapOf(NUMBER), "For people"));

    private static final ObjectOf ROUTE = object(
            "a route",
            NAMED,
            required("model", NAME, "The model"),
            optional("version", TEXT, "Version or alias; the default is the latest"),
            required("weight", INTEGER, "Relative share of the traffic"));

    private static final ObjectOf TREATMENT = object(
            "a treatment",
            NAMED,
            required("share", SHARE, "Its share of the units"),
            required("route", NAME, "The router's route that serves it"));

    private static final Map<Kind, ObjectOf> KINDS = kinds();

    /** What definitions say unless they say otherwise; fields of one kind are below its name. */
    static final ObjectOf DEFAULTS = defaults();

    private static final ObjectOf ENVIRONMENT = object(
            "an environment",
            optional("description", TEXT, "For people"),
            optional("project", NAME, "Name of the project there; the default is the project's"),
            optional("registry", ADDRESS, "The registry there, unless --registry names one"),
            optional("defaults", DEFAULTS, "Laid over the project's defaults"));

    /** The file {@code granary.yaml}. */
    static final ObjectOf PROJECT = object(
            "granary.yaml",
            required("project", NAME, "Name of the project"),
            optional("description", TEXT, "For people"),
            optional("defaults", DEFAULTS, "What definitions say unless they say otherwise"),
            optional("include", list(TEXT), "Files and folders outside, such as ../shared, that belong to it too"),
            optional("environments", new MapOf(ENVIRONMENT), "Where else it runs; overlays are in environments/NAME"));

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

    private static ObjectOf defaults() {
        List<Field> fields = new ArrayList<>(List.of(
                optional("owner", TEXT, "Who answers for definitions of every kind"),
                optional("tags", new MapOf(TEXT), "For people")));
        for (Kind kind : Kind.values()) {
            fields.add(optional(kind.text(), partial(kind), "Defaults of this kind, over those for every kind"));
        }
        return new ObjectOf("defaults", fields);
    }

    private static ObjectOf partial(Kind kind) {
        List<Field> fields = of(kind).fields().stream()
                .filter(field -> !field.name().equals("kind") && !field.name().equals("name"))
                .map(Field::asOptional)
                .toList();
        return new ObjectOf("defaults of " + kind.text(), fields);
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
                        required("eventTimestamp", NAME, "The column that says when a row became true"));
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
                optional("iceberg", TEXT, "Name of an Iceberg table"),
                optional("eventTimestamp", NAME, "The column that says when a row became true"),
                optional("createdTimestamp", NAME, "The column that says when a row was written"),
                optional("schema", some(COLUMN), "The columns; the default is what the file says"));
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
                optional("history", HISTORY, "Where the stream's past is"));
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
                optional("aggregations", list(AGGREGATION), "Windowed features"));
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

    private static ObjectOf object(String what, Field... fields) {
        return new ObjectOf(what, List.of(fields));
    }

    private static ListOf list(Shape item) {
        return new ListOf(item, 0);
    }

    private static ListOf some(Shape item) {
        return new ListOf(item, 1);
    }

    private static Field required(String name, Shape shape, String description) {
        return new Field(name, Need.REQUIRED, shape, description);
    }

    private static Field optional(String name, Shape shape, String description) {
        return new Field(name, Need.OPTIONAL, shape, description);
    }
}
