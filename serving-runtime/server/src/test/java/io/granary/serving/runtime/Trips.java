package io.granary.serving.runtime;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Model;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.PushSource;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The definitions that the tests of this module share: one view in two roles, one request field, one model. */
final class Trips {

    static final String PROJECT = "trips";

    /** Weighed 1, 10 and 100 by {@link LinearOnnx}, so that a sum tells which input went where. */
    static final List<String> INPUTS = List.of("origin__delay", "trip__departure_hour", "destination__late");

    static final Entity AIRPORT =
            new Entity("airport", List.of(new JoinKey("airport", ScalarType.STRING)), Metadata.NONE);
    static final PushSource PUSHED =
            new PushSource("pushed", List.of(new Column("at", ScalarType.TIMESTAMP)), "at", Metadata.NONE);
    static final FeatureView ARRIVALS = new FeatureView(
            "arrivals",
            List.of("airport"),
            "pushed",
            Map.of(),
            null,
            List.of(
                    new Feature("delay", ScalarType.INT64, "delay", null),
                    new Feature("late", ScalarType.BOOL, "late", null),
                    new Feature("carrier", ScalarType.STRING, "carrier", null)),
            List.of(),
            null,
            true,
            true,
            Metadata.NONE);
    static final OnDemandFeatureView TRIP = new OnDemandFeatureView(
            "trip",
            List.of(),
            List.of(new Column("departed_at", ScalarType.TIMESTAMP)),
            List.of(new Feature("departure_hour", ScalarType.INT64, "hour(departed_at)", null)),
            Metadata.NONE);
    static final FeatureService SERVICE = new FeatureService(
            "trip_model",
            List.of(role("origin", "delay"), role("destination", "late"), FeatureSelection.allOf("trip")),
            OnMissing.NULL,
            0,
            Metadata.NONE);

    private Trips() {}

    static List<Definition> with(Definition... more) {
        List<Definition> all = new ArrayList<>(List.of(AIRPORT, PUSHED, ARRIVALS, TRIP, SERVICE));
        all.addAll(List.of(more));
        return all;
    }

    static Model model(String name, ModelVersion... versions) {
        return new Model(
                name,
                "trip_model",
                List.of(new Column("score", ScalarType.FLOAT32)),
                List.of(versions),
                Map.of("champion", "1"),
                Metadata.NONE);
    }

    static ModelVersion version(String version, String uri) {
        return new ModelVersion(version, uri, ModelVersion.Format.ONNX, INPUTS, 1, Map.of());
    }

    private static FeatureSelection role(String as, String feature) {
        return new FeatureSelection("arrivals", as, Map.of("airport", as), List.of(feature));
    }
}
