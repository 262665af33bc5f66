package io.granary.registry.server;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Definitions that fit together, and the changes that tests make to them. */
public final class Taxis {

    private Taxis() {}

    /** An entity, a source, a view of the given features, a service of all of them and a model on it. */
    public static Definitions with(Duration ttl, Feature... features) {
        List<Column> columns = List.of(
                new Column("driver", ScalarType.STRING),
                new Column("at", ScalarType.TIMESTAMP),
                new Column("miles", ScalarType.FLOAT64));
        List<Definition> definitions = new ArrayList<>();
        definitions.add(new Entity("driver", List.of(new JoinKey("driver", ScalarType.STRING)), Metadata.NONE));
        definitions.add(
                new BatchSource("trips", BatchSource.Format.CSV, "trips.csv", "at", null, columns, Metadata.NONE));
        definitions.add(new FeatureView(
                "driver_trips",
                List.of("driver"),
                "trips",
                Map.of(),
                null,
                List.of(features),
                List.of(),
                ttl,
                true,
                true,
                Metadata.NONE));
        definitions.add(new FeatureService(
                "tips",
                List.of(FeatureSelection.allOf("driver_trips")),
                FeatureService.OnMissing.NULL,
                0,
                Metadata.NONE));
        List<Column> outputs = List.of(new Column("tip", ScalarType.FLOAT32));
        definitions.add(new Model("tip", "tips", outputs, List.of(), Map.of(), Metadata.NONE));
        return new Definitions(definitions);
    }

    public static Definitions first() {
        return with(Duration.ofDays(21), miles("miles"));
    }

    public static Feature miles(String expression) {
        return new Feature("miles", ScalarType.FLOAT64, expression, null);
    }

    public static Feature note() {
        return new Feature("note", ScalarType.STRING, "driver", null);
    }

    public static ModelVersion version(String version) {
        return new ModelVersion(
                version,
                version + ".onnx",
                ModelVersion.Format.ONNX,
                List.of("driver_trips__miles"),
                1,
                Map.of("auc", 0.7));
    }
}
