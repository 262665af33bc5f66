package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.EpochMicros;
import io.granary.core.view.FeatureStatus;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares answers to random questions with a plain evaluation that looks rows up in a map, one cell at a time. */
class RetrievalPropertyTest {

    private static final Instant NOW = Instant.parse("2001-01-15T12:00:00Z");
    private static final List<String> AIRPORTS = List.of("A", "B", "C", "", "A\u0000B", "Zoë");
    private static final List<FeatureView> VIEWS =
            List.of(Flights.AIRPORT_ARRIVALS, Flights.AIRPORT_FACTS, Flights.ROUTE_ARRIVALS);
    private static final int QUESTIONS = 200;

    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(Instant.EPOCH));
    private final RowWriter rows = new RowWriter(store);
    private final SettableRevisions revisions = new SettableRevisions(Flights.PROJECT);
    private final Revision revision = revisions.apply(Flights.definitions());
    private final OnlineFeatures features = OnlineFeatures.of(
            List.of(revisions), store, Duration.ofSeconds(1), new SimpleMeterRegistry(), Runnable::run);
    private final Map<List<String>, Row> model = new HashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void answersAsAPlainEvaluationDoes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            putRandomRow(random);
        }
        for (int i = 0; i < QUESTIONS; i++) {
            ask(random);
        }
    }

    private void putRandomRow(Random random) {
        FeatureView view = VIEWS.get(random.nextInt(VIEWS.size()));
        List<String> keys = keyNames(view).stream().map(name -> airport(random)).toList();
        Instant at = NOW.minus(Duration.ofHours(random.nextInt(24 * 35)));
        @Nullable
        Object[] values = view.features().stream()
                .map(feature -> random.nextInt(4) == 0 ? null : value(feature, random))
                .toArray();
        rows.put(revision, view, keys, at, values);
        List<String> place = place(view, keys);
        Row known = model.get(place);
        if (known == null || at.isAfter(known.at)) {
            model.put(place, new Row(at, values));
        }
    }

    private static Object value(Feature feature, Random random) {
        return switch (feature.type().text()) {
            case "INT64" -> random.nextLong();
            case "BOOL" -> random.nextBoolean();
            case "FLOAT64" -> random.nextGaussian();
            case "FLOAT32" -> random.nextFloat();
            case "STRING" -> airport(random);
            default -> List.of(random.nextInt());
        };
    }

    private static String airport(Random random) {
        return AIRPORTS.get(random.nextInt(AIRPORTS.size()));
    }

    private static List<String> keyNames(FeatureView view) {
        return view.equals(Flights.ROUTE_ARRIVALS) ? List.of("origin", "destination") : List.of("airport");
    }

    private static List<String> place(FeatureView view, List<String> keys) {
        List<String> place = new ArrayList<>(keys);
        place.add(view.name());
        return place;
    }

    private void ask(Random random) {
        List<Asked> asked = new ArrayList<>();
        VIEWS.forEach(view -> view.features().forEach(feature -> asked.add(new Asked(view, feature))));
        Collections.shuffle(asked, random);
        List<Asked> some = asked.subList(0, 1 + random.nextInt(asked.size()));
        List<String> references = some.stream().map(Asked::reference).toList();
        Map<String, List<String>> entities = randomEntities(random);

        RetrievalPlan plan = features.plan(Flights.PROJECT, FeatureQuery.ofFeatures(references, FeatureNames.FULL));
        FeatureVectors vectors = features.retrieve(plan, EntityColumns.of(entities), NOW)
                .toCompletableFuture()
                .join();

        for (int i = 0; i < some.size(); i++) {
            for (int row = 0; row < vectors.rows(); row++) {
                assertCell(vectors, i, row, some.get(i), entities);
            }
        }
    }

    private static Map<String, List<String>> randomEntities(Random random) {
        Map<String, List<String>> entities = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(List.of("airport", "origin", "destination"));
        Collections.shuffle(names, random);
        int count = 1 + random.nextInt(12);
        for (String name : names) {
            entities.put(
                    name,
                    random.ints(count, 0, AIRPORTS.size())
                            .mapToObj(AIRPORTS::get)
                            .toList());
        }
        return entities;
    }

    private void assertCell(
            FeatureVectors vectors, int feature, int row, Asked asked, Map<String, List<String>> entities) {
        List<String> keys = new ArrayList<>();
        for (String name : keyNames(asked.view)) {
            keys.add(entities.getOrDefault(name, List.of()).get(row));
        }
        Cell expected = evaluate(model.get(place(asked.view, keys)), asked);
        Cell actual = new Cell(
                vectors.status(feature, row),
                vectors.value(feature, row),
                EpochMicros.toInstant(vectors.eventMicros(feature, row)));
        assertThat(actual).as("%s of %s", asked.reference(), keys).isEqualTo(expected);
    }

    private static Cell evaluate(@Nullable Row row, Asked asked) {
        Duration ttl = asked.view.ttl();
        if (row == null || (ttl != null && row.at.isBefore(NOW.minus(ttl).minus(Duration.ofDays(7))))) {
            return new Cell(FeatureStatus.NOT_FOUND, null, Instant.EPOCH);
        }
        if (ttl != null && row.at.isBefore(NOW.minus(ttl))) {
            return new Cell(FeatureStatus.OUTSIDE_MAX_AGE, null, row.at);
        }
        Object value = row.values[asked.view.features().indexOf(asked.feature)];
        return new Cell(value == null ? FeatureStatus.NULL_VALUE : FeatureStatus.PRESENT, value, row.at);
    }

    private record Asked(FeatureView view, Feature feature) {

        String reference() {
            return view.name() + ":" + feature.name();
        }
    }

    private record Row(Instant at, @Nullable Object[] values) {}

    private record Cell(FeatureStatus status, @Nullable Object value, Instant at) {}
}
