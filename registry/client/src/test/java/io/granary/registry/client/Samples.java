package io.granary.registry.client;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Experiment;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Router;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.Window;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.core.window.WindowMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One definition of each kind, with every field given. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");

    private static final Metadata METADATA = new Metadata("what it is", "team", Map.of("tier", "gold"));
    private static final List<Column> COLUMNS = List.of(
            new Column("driver", ScalarType.STRING),
            new Column("at", ScalarType.TIMESTAMP),
            new Column("miles", ScalarType.FLOAT64));

    private Samples() {}

    static List<Definition> all() {
        return List.of(
                entity(), batch(), stream(), push(), view(), onDemand(), service(), model(), router(), experiment());
    }

    static Definitions definitions() {
        return new Definitions(all());
    }

    static Revision revision() {
        return Revision.none("taxis").next(definitions(), "ann", "First \"try\" \u20ac", NOW);
    }

    private static Entity entity() {
        return new Entity("driver", List.of(new JoinKey("driver", ScalarType.STRING)), METADATA);
    }

    private static BatchSource batch() {
        return new BatchSource("trips", BatchSource.Format.CSV, "trips.csv", "at", "at", COLUMNS, METADATA);
    }

    private static StreamSource stream() {
        return new StreamSource(
                "rides",
                "rides",
                StreamSource.Format.AVRO,
                COLUMNS,
                "{\"type\":\"record\"}",
                "at",
                "at",
                "driver",
                Duration.ofMinutes(90),
                Duration.ZERO,
                new StreamSource.History("trips", NOW, Duration.ofMillis(1_500)),
                METADATA);
    }

    private static PushSource push() {
        return new PushSource("pushed", COLUMNS, "at", METADATA);
    }

    private static FeatureView view() {
        return new FeatureView(
                "driver_trips",
                List.of("driver"),
                "trips",
                Map.of("driver", "driver"),
                "miles > 0.0",
                List.of(
                        feature("miles", ScalarType.FLOAT64, 0.1),
                        feature("exact", ScalarType.FLOAT32, 0.1f),
                        feature("count", ScalarType.INT64, Long.MAX_VALUE),
                        feature("late", ScalarType.BOOL, false),
                        feature("note", ScalarType.STRING, "12"),
                        feature("raw", ScalarType.BYTES, new byte[] {0, -1}),
                        feature("since", ScalarType.TIMESTAMP, NOW),
                        feature("list", DataType.parse("LIST<INT32>"), List.of(1, 2)),
                        feature("map", DataType.parse("MAP<STRING, BOOL>"), Map.of("a", true)),
                        feature("vector", DataType.parse("VECTOR<FLOAT32, 2>"), List.of(0.1f, -0.0f)),
                        new Feature("none", ScalarType.STRING, "driver", null)),
                List.of(new Aggregation(
                        "far",
                        "avg",
                        "miles",
                        List.of(Window.parse("24h"), Window.parse("7d")),
                        "miles > 1.0",
                        WindowMode.HOPPING)),
                Duration.ofDays(21),
                true,
                false,
                METADATA);
    }

    private static Feature feature(String name, DataType type, Object value) {
        return new Feature(name, type, "miles", Coercion.coerce(value, type, name));
    }

    private static OnDemandFeatureView onDemand() {
        return new OnDemandFeatureView(
                "trip",
                List.of(new FeatureSelection("driver_trips", "last", Map.of("driver", "who"), List.of("miles"))),
                List.of(new Column("asked_at", ScalarType.TIMESTAMP)),
                List.of(new Feature("double_miles", ScalarType.FLOAT64, "last__miles * 2.0", null)),
                METADATA);
    }

    private static FeatureService service() {
        return new FeatureService(
                "tips",
                List.of(FeatureSelection.allOf("driver_trips"), FeatureSelection.allOf("trip")),
                FeatureService.OnMissing.DEFAULT,
                0.25,
                METADATA);
    }

    private static Model model() {
        ModelVersion version = new ModelVersion(
                "1", "file:/m/1.onnx", ModelVersion.Format.ONNX, List.of("trip__double_miles"), 7, Map.of("auc", 0.7));
        return new Model(
                "tip",
                "tips",
                List.of(new Column("tip", ScalarType.FLOAT32)),
                List.of(version),
                Map.of("champion", "1"),
                METADATA);
    }

    private static Router router() {
        List<Router.Route> routes =
                List.of(new Router.Route("a", "tip", "champion", 9), new Router.Route("b", "tip", null, 1));
        return new Router("front", routes, "driver", "split", METADATA);
    }

    private static Experiment experiment() {
        List<Experiment.Treatment> treatments = List.of(
                new Experiment.Treatment("control", 5_000, "a"), new Experiment.Treatment("treated", 5_000, "b"));
        return new Experiment("split", "driver", "s1", treatments, METADATA);
    }
}
