package io.granary.registry.server.repository;

import static io.granary.registry.server.repository.Fields.list;
import static io.granary.registry.server.repository.Fields.object;
import static io.granary.registry.server.repository.Fields.optional;
import static io.granary.registry.server.repository.Fields.required;
import static io.granary.registry.server.repository.Fields.some;
import static io.granary.registry.server.repository.Scalars.DURATION;
import static io.granary.registry.server.repository.Scalars.EXPRESSION;
import static io.granary.registry.server.repository.Scalars.INTEGER;
import static io.granary.registry.server.repository.Scalars.MOMENT;
import static io.granary.registry.server.repository.Scalars.NAME;
import static io.granary.registry.server.repository.Scalars.NUMBER;
import static io.granary.registry.server.repository.Scalars.SHARE;
import static io.granary.registry.server.repository.Scalars.TEXT;
import static io.granary.registry.server.repository.Scalars.TYPE;
import static io.granary.registry.server.repository.Scalars.WINDOW;
import static io.granary.registry.server.repository.Scalars.choice;

import io.granary.core.definition.Expectation;
import io.granary.core.definition.ExpectationCheck;
import io.granary.core.definition.ModelVersion;
import io.granary.core.window.WindowMode;
import io.granary.registry.server.repository.Shape.Field;
import io.granary.registry.server.repository.Shape.MapOf;
import io.granary.registry.server.repository.Shape.ObjectOf;

/** The fields of the parts that definitions have. */
final class PartShapes {

    static final Field NAMED = required("name", NAME, "Unique among its kind");

    static final ObjectOf COLUMN = object("a column", NAMED, required("type", TYPE, "Its type"));

    static final ObjectOf FEATURE = object(
            "a feature",
            NAMED,
            required("type", TYPE, "Its type"),
            optional("from", NAME, "The column it is; the default is the column of its name"),
            optional("expression", EXPRESSION, "CEL that computes it"),
            optional("default", new Shape.Any(), "Stands for a missing value"),
            optional("was", NAME, "Its name before, so that it keeps its values"));

    static final ObjectOf SELECTION = object(
            "a selection of features",
            required("view", NAME, "The feature view"),
            optional("as", NAME, "Its role, which replaces the view's name"),
            optional("joinKeys", new MapOf(NAME), "Join key to the name in the request"),
            optional("features", list(NAME), "The features; the default is all"));

    static final ObjectOf INPUT = object(
            "an input",
            optional("view", NAME, "The feature view"),
            optional("as", NAME, "Its role, which replaces the view's name"),
            optional("joinKeys", new MapOf(NAME), "Join key to the name in the request"),
            optional("features", list(NAME), "The features; the default is all"),
            optional("request", NAME, "A field of the request"),
            optional("type", TYPE, "The type of a request field"));

    static final ObjectOf AGGREGATION = object(
            "an aggregation",
            NAMED,
            required("function", TEXT, "Such as avg, count_distinct or last_k(3)"),
            optional("of", EXPRESSION, "CEL that gives the aggregated value"),
            optional("windows", list(WINDOW), "Such as [1h, 24h]"),
            optional("where", EXPRESSION, "CEL that selects events"),
            optional("mode", choice(WindowMode.class), "How bounds follow the time of the question"),
            optional("hop", DURATION, "What the tails of the windows move by: 1s, 1m, 5m, 1h or 1d"),
            optional("default", TEXT, "What an empty window gives"));

    static final ObjectOf EXPECTATION = object(
            "an expectation",
            NAMED,
            required("check", choice(ExpectationCheck.Kind.class), "What is looked at"),
            optional("column", NAME, "Of not_null, range, set and regex: the column, or the view's feature"),
            optional("min", TEXT, "Of range and row_count: the least that is expected"),
            optional("max", TEXT, "Of range and row_count: the most that is expected"),
            optional("values", some(TEXT), "Of set: what is expected"),
            optional("pattern", TEXT, "Of regex: an RE2 pattern of the whole text"),
            optional("columns", some(NAME), "Of unique: the columns that no two rows share"),
            optional("within", DURATION, "Of freshness: the greatest age of the newest row"),
            optional(
                    "onFailure",
                    choice(Expectation.OnFailure.class),
                    "warn counts (the default), quarantine leaves the row out, fail refuses the table"));

    static final ObjectOf HISTORY = object(
            "a history",
            required("source", NAME, "The batch source that holds the stream's past"),
            required("until", MOMENT, "Rows before this moment come from the source only"),
            optional("delay", DURATION, "How long after its event a row without created timestamp arrived"));

    static final ObjectOf VERSION = object(
            "a model version",
            required("version", TEXT, "Unique within the model"),
            required("uri", TEXT, "Where the file is"),
            optional("format", choice(ModelVersion.Format.class), "The file's format"),
            required("inputs", list(NAME), "Full feature names in the order of the tensor"),
            optional("registryRevision", INTEGER, "The revision it was trained on"),
            optional("metrics", new MapOf(NUMBER), "For people"));

    static final ObjectOf ROUTE = object(
            "a route",
            NAMED,
            required("model", NAME, "The model"),
            optional("version", TEXT, "Version or alias; the default is the latest"),
            required("weight", INTEGER, "Relative share of the traffic"));

    static final ObjectOf TREATMENT = object(
            "a treatment",
            NAMED,
            required("share", SHARE, "Its share of the units"),
            required("route", NAME, "The router's route that serves it"));

    private PartShapes() {}
}
