package io.granary.online.serving;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.View;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The definitions that the tests of this module share. */
final class Flights {

    static final String PROJECT = "flights";
    static final Duration TTL = Duration.ofDays(21);

    static final Entity AIRPORT = entity("airport", new JoinKey("airport", ScalarType.STRING));
    static final Entity ROUTE =
            entity("route", new JoinKey("origin", ScalarType.STRING), new JoinKey("destination", ScalarType.STRING));
    static final Entity AIRCRAFT = entity("aircraft", new JoinKey("tail", ScalarType.INT64));

    static final FeatureView AIRPORT_ARRIVALS = view(
            "airport_arrivals",
            "airport",
            TTL,
            feature("last_delay_minutes", ScalarType.INT64, -1L),
            feature("last_was_late", ScalarType.BOOL, null));
    static final FeatureView AIRPORT_FACTS = view(
            "airport_facts",
            "airport",
            null,
            feature("city", ScalarType.STRING, "unknown"),
            feature("latitude", ScalarType.FLOAT64, null),
            feature("elevation", ScalarType.FLOAT32, null),
            feature("runways", new ListType(ScalarType.INT32), null));
    static final FeatureView ROUTE_ARRIVALS =
            view("route_arrivals", "route", TTL, feature("last_delay_minutes", ScalarType.INT64, null));
    static final FeatureView AIRCRAFT_FACTS = view(
            "aircraft_facts",
            "aircraft",
            null,
            feature("picture", ScalarType.BYTES, null),
            feature("built_at", ScalarType.TIMESTAMP, null));

    static final OnDemandFeatureView TRIP = new OnDemandFeatureView(
            "trip",
            List.of(
                    new FeatureSelection("airport_facts", "origin", Map.of("airport", "origin"), List.of("latitude")),
                    new FeatureSelection(
                            "airport_facts", "destination", Map.of("airport", "destination"), List.of("latitude")),
                    new FeatureSelection(
                            "airport_arrivals", null, Map.of("airport", "origin"), List.of("last_delay_minutes"))),
            List.of(new Column("passengers", ScalarType.INT64)),
            List.of(
                    computed("north", ScalarType.FLOAT64, "destination__latitude - origin__latitude"),
                    computed("delay_or_zero", ScalarType.INT64, "default(airport_arrivals__last_delay_minutes, 0)"),
                    computed("share", ScalarType.INT64, "100 / passengers")),
            Metadata.NONE);

    private Flights() {}

    static List<Definition> definitions() {
        List<Definition> all = new ArrayList<>(List.of(AIRPORT, ROUTE, AIRCRAFT, TRIP));
        all.addAll(List.of(AIRPORT_ARRIVALS, AIRPORT_FACTS, ROUTE_ARRIVALS, AIRCRAFT_FACTS));
        all.add(new PushSource("pushed", List.of(new Column("at", ScalarType.TIMESTAMP)), "at", Metadata.NONE));
        all.add(service("nulls", OnMissing.NULL));
        all.add(service("defaults", OnMissing.DEFAULT));
        all.add(service("strict", OnMissing.FAIL));
        return all;
    }

    /** The same definitions with another view in the place of the one of its name. */
    static List<Definition> definitionsWith(View view) {
        List<Definition> all = new ArrayList<>(definitions());
        all.replaceAll(definition -> definition.name().equals(view.name()) ? view : definition);
        return all;
    }

    static Entity entity(String name, JoinKey... joinKeys) {
        return new Entity(name, List.of(joinKeys), Metadata.NONE);
    }

    static FeatureView view(String name, String entity, @Nullable Duration ttl, Feature... features) {
        return new FeatureView(
                name,
                List.of(entity),
                "pushed",
                Map.of(),
                null,
                List.of(features),
                List.of(),
                ttl,
                true,
                true,
                Metadata.NONE);
    }

    static Feature feature(String name, DataType type, @Nullable Object defaultValue) {
        return new Feature(name, type, name, defaultValue);
    }

    private static Feature computed(String name, DataType type, String expression) {
        return new Feature(name, type, expression, null);
    }

    private static FeatureService service(String name, OnMissing onMissing) {
        List<FeatureSelection> features = List.of(
                new FeatureSelection("airport_arrivals", null, Map.of(), List.of("last_delay_minutes")),
                new FeatureSelection("airport_facts", null, Map.of(), List.of("city", "latitude")));
        return new FeatureService(name, features, onMissing, 0, Metadata.NONE);
    }
}
