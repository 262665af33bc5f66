package io.granary.registry.server.plan;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.DataSource;
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
import io.granary.core.definition.Revision;
import io.granary.core.definition.Router;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A project with a stream, its past, a view, a service, a model with a version and a router; each part can be replaced. */
final class Rides {

    static final Feature MILES = new Feature("miles", ScalarType.FLOAT64, "miles", null);
    static final Feature CITY = new Feature("city", ScalarType.STRING, "city", null);

    private static final List<Column> COLUMNS = List.of(
            new Column("rider", ScalarType.STRING),
            new Column("ended_at", ScalarType.TIMESTAMP),
            new Column("miles", ScalarType.FLOAT64),
            new Column("city", ScalarType.STRING));

    private final Map<String, Definition> definitions = new TreeMap<>();

    Rides() {
        with(new Entity("rider", List.of(new JoinKey("rider", ScalarType.STRING)), Metadata.NONE));
        with(new BatchSource(
                "past_rides", BatchSource.Format.CSV, "rides.csv", "ended_at", null, COLUMNS, Metadata.NONE));
        with(stream(null));
        with(view("rides", "ride_events", null, MILES, CITY));
        with(service("fares", FeatureSelection.allOf("rides")));
        with(model("fare", "fares", "rides__miles"));
        with(new Router("pricing", List.of(new Router.Route("only", "fare", null, 1)), null, null, Metadata.NONE));
    }

    Rides with(Definition definition) {
        definitions.put(definition.kind().namespace() + definition.name(), definition);
        return this;
    }

    Rides without(Definition definition) {
        definitions.remove(definition.kind().namespace() + definition.name());
        return this;
    }

    Definitions definitions() {
        return new Definitions(definitions.values());
    }

    Revision first() {
        return after(Revision.none("rides"));
    }

    Revision after(Revision base) {
        return base.next(definitions(), "ann", "why", Instant.EPOCH);
    }

    static DataSource stream(@Nullable Instant until) {
        return new StreamSource(
                "ride_events",
                "rides",
                StreamSource.Format.JSON,
                COLUMNS,
                null,
                "ended_at",
                null,
                null,
                StreamSource.DEFAULT_ALLOWED_LATENESS,
                StreamSource.DEFAULT_MAX_FUTURE_SKEW,
                until == null ? null : new StreamSource.History("past_rides", until, Duration.ZERO),
                Metadata.NONE);
    }

    static FeatureView view(String name, String source, @Nullable Duration ttl, Feature... features) {
        return view(name, source, ttl, Metadata.NONE, List.of(), features);
    }

    static FeatureView windows(String name, Aggregation... aggregations) {
        return view(name, "ride_events", null, Metadata.NONE, Arrays.asList(aggregations));
    }

    static FeatureView renamed(String name, String was, Feature... features) {
        return view(name, "ride_events", null, was(was), List.of(), features);
    }

    static Metadata was(String was) {
        return new Metadata(null, null, Map.of(), was);
    }

    private static FeatureView view(
            String name,
            String source,
            @Nullable Duration ttl,
            Metadata metadata,
            List<Aggregation> aggregations,
            Feature... features) {
        return new FeatureView(
                name,
                List.of("rider"),
                source,
                Map.of(),
                null,
                Arrays.asList(features),
                aggregations,
                ttl,
                true,
                true,
                metadata);
    }

    static FeatureService service(String name, FeatureSelection... selections) {
        return new FeatureService(name, Arrays.asList(selections), FeatureService.OnMissing.NULL, 0, Metadata.NONE);
    }

    static Model model(String name, String service, String... inputs) {
        return model(name, service, Metadata.NONE, inputs);
    }

    static Model model(String name, String service, Metadata metadata, String... inputs) {
        ModelVersion version =
                new ModelVersion("1", "1.onnx", ModelVersion.Format.ONNX, Arrays.asList(inputs), 1, Map.of("auc", 0.7));
        List<Column> outputs = List.of(new Column(name, ScalarType.FLOAT32));
        return new Model(name, service, outputs, List.of(version), Map.of("champion", "1"), metadata);
    }

    static Experiment experiment(String salt) {
        return new Experiment(
                "prices",
                "rider",
                salt,
                List.of(new Experiment.Treatment("all", Experiment.BUCKETS, "only")),
                Metadata.NONE);
    }
}
