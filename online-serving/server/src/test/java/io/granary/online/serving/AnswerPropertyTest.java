package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.http.access.Caller;
import io.granary.online.serving.json.NonFinite;
import io.granary.online.store.InMemoryOnlineStore;
import io.granary.registry.client.SettableRevisions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random definitions, rows and requests: every byte of an answer is what a plain evaluation gives, one cell at a time, also
 * when the request is known and not parsed again.
 */
class AnswerPropertyTest {

    private static final Instant NOW = Instant.parse("2024-02-29T12:00:00.5Z");
    private static final Duration TTL = Duration.ofDays(10);
    private static final List<JoinKey> KEYS =
            List.of(new JoinKey("place", ScalarType.STRING), new JoinKey("shop", ScalarType.INT64));
    private static final int REQUESTS = 60;

    private final InMemoryOnlineStore store = new InMemoryOnlineStore(InstantSource.fixed(Instant.EPOCH));
    private final RowWriter writer = new RowWriter(store);
    private final SettableRevisions revisions = new SettableRevisions("p");
    private final OnlineFeatures features = OnlineFeatures.of(
            List.of(revisions), store, Duration.ofSeconds(1), new SimpleMeterRegistry(), Runnable::run);
    private final FeatureRequestReader reader = new FeatureRequestReader(features, OnlineServingConfig.of("p"));
    private final Map<List<Object>, Row> model = new HashMap<>();
    private List<FeatureView> views = List.of();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyByteIsWhatAPlainEvaluationGives(long seed) {
        Random random = new Random(seed);
        List<FeatureView> wide =
                IntStream.range(0, 4).mapToObj(i -> view(i, random)).toList();
        List<FeatureView> narrow =
                wide.stream().map(AnswerPropertyTest::withoutLast).toList();
        for (List<FeatureView> next : List.of(narrow, wide)) {
            views = next;
            Revision revision = revisions.apply(definitions(next));
            IntStream.range(0, 40).forEach(i -> put(revision, random));
        }
        for (int i = 0; i < REQUESTS; i++) {
            ask(random);
        }
    }

    private static FeatureView view(int index, Random random) {
        RandomFeatures features = new RandomFeatures(random);
        Feature[] of = IntStream.rangeClosed(0, 1 + random.nextInt(5))
                .mapToObj(i -> features.next("f" + index + "_" + i))
                .toArray(Feature[]::new);
        return Flights.view("view" + index, index % 2 == 0 ? "shop" : "both", random.nextBoolean() ? TTL : null, of);
    }

    private static FeatureView withoutLast(FeatureView view) {
        List<Feature> features = view.features();
        return Flights.view(
                view.name(),
                view.entities().get(0),
                view.ttl(),
                features.subList(0, features.size() - 1).toArray(Feature[]::new));
    }

    private static List<Definition> definitions(List<FeatureView> views) {
        List<Definition> all = new ArrayList<>(views);
        all.add(Flights.entity("shop", KEYS.get(1)));
        all.add(Flights.entity("both", KEYS.get(0), KEYS.get(1)));
        all.add(new PushSource("pushed", List.of(new Column("at", ScalarType.TIMESTAMP)), "at", Metadata.NONE));
        List<FeatureSelection> everything = views.stream()
                .map(view -> new FeatureSelection(view.name(), null, Map.of(), List.of()))
                .toList();
        all.add(new FeatureService("defaults", everything, OnMissing.DEFAULT, 0, Metadata.NONE));
        return all;
    }

    private void put(Revision revision, Random random) {
        FeatureView view = views.get(random.nextInt(views.size()));
        List<Object> keys = isOfBoth(view) ? List.of(place(random), shop(random)) : List.of(shop(random));
        Instant at = NOW.minus(Duration.ofHours(random.nextInt(24 * 25))).minusNanos(1_000L * random.nextInt(3));
        @Nullable
        Object[] values = view.features().stream()
                .map(feature -> new RandomFeatures(random).valueOrNull(feature.type()))
                .toArray();
        writer.put(revision, view, keys, at, values);
        Row known = model.get(cellsOf(view, keys));
        if (known == null || at.isAfter(known.at)) {
            model.put(cellsOf(view, keys), new Row(at, values));
        }
    }

    private static boolean isOfBoth(FeatureView view) {
        return view.entities().contains("both");
    }

    private static List<Object> cellsOf(FeatureView view, List<Object> keys) {
        List<Object> place = new ArrayList<>(keys);
        place.add(view.name());
        return place;
    }

    private static String place(Random random) {
        return List.of("A", "B", "", "q\"", "Zo\u00eb").get(random.nextInt(5));
    }

    private static Long shop(Random random) {
        return List.of(0L, 7L, -1L, Long.MAX_VALUE).get(random.nextInt(4));
    }

    private void ask(Random random) {
        List<Asked> asked = new ArrayList<>();
        views.forEach(view -> view.features().forEach(feature -> asked.add(new Asked(view, feature))));
        boolean service = random.nextInt(3) == 0;
        if (!service) {
            Collections.shuffle(asked, random);
            asked.subList(1 + random.nextInt(asked.size()), asked.size()).clear();
        }
        int rows = 1 + random.nextInt(6);
        List<Object> places =
                IntStream.range(0, rows).mapToObj(i -> (Object) place(random)).toList();
        List<Object> shops =
                IntStream.range(0, rows).mapToObj(i -> (Object) shop(random)).toList();
        boolean asksPlace = service || random.nextBoolean() || asked.stream().anyMatch(each -> isOfBoth(each.view));
        String request = request(service, asked, asksPlace ? places : null, shops, random);
        String expected = answer(service, asked, asksPlace ? places : null, shops);

        assertThat(answerTo(request)).as(request).isEqualTo(expected);
        assertThat(answerTo(request)).as(request).isEqualTo(expected);
    }

    private String answerTo(String request) {
        FeatureRequest asked = reader.read(Caller.ANYONE, "p", request.getBytes(StandardCharsets.UTF_8));
        FeatureVectors vectors = features.read(asked.plan(), asked.entities(), NOW, Long.MAX_VALUE)
                .toCompletableFuture()
                .join();
        return new FeastAnswer(vectors, asked.echoes(), NonFinite.NULL).write().toString();
    }

    private static String request(
            boolean service, List<Asked> asked, @Nullable List<Object> places, List<Object> shops, Random random) {
        String space = random.nextBoolean() ? " " : "";
        String wanted = service
                ? "\"feature_service\":" + space + "\"defaults\""
                : "\"features\":" + space
                        + PlainJson.list(asked.stream().map(Asked::reference).toList());
        boolean asText = random.nextInt(4) == 0;
        String shop = "\"shop\":" + space
                + PlainJson.list(shops.stream()
                        .map(value -> asText ? PlainJson.of(value.toString()) : PlainJson.of(value))
                        .toList());
        String place = places == null ? "" : ", \"place\":" + json(places) + space;
        String entities = "\"entities\":" + space + "{" + shop + space + place + "}";
        return random.nextBoolean()
                ? "{" + space + wanted + ", " + entities + "}"
                : "{" + entities + "," + space + wanted + space + "}";
    }

    private static String json(List<Object> values) {
        return PlainJson.list(values.stream().map(PlainJson::of).toList());
    }

    private String answer(boolean service, List<Asked> asked, @Nullable List<Object> places, List<Object> shops) {
        List<String> names = new ArrayList<>(List.of("\"shop\""));
        List<String> results = new ArrayList<>(List.of(result(shops)));
        if (places != null) {
            names.add("\"place\"");
            results.add(result(places));
        }
        for (Asked each : asked) {
            names.add(PlainJson.of(each.feature.name()));
            results.add(result(IntStream.range(0, shops.size())
                    .mapToObj(row -> cell(service, each, places == null ? "" : places.get(row), shops.get(row)))
                    .toList()));
        }
        return "{\"metadata\":{\"feature_names\":" + PlainJson.list(names) + "},\"results\":" + PlainJson.list(results)
                + "}";
    }

    private static String result(List<?> values) {
        return resultOf(values.stream()
                .map(value -> value instanceof Cell cell ? cell : new Cell(value, "PRESENT", Instant.EPOCH))
                .toList());
    }

    private static String resultOf(List<Cell> cells) {
        return "{\"values\":"
                + PlainJson.list(
                        cells.stream().map(cell -> PlainJson.of(cell.value)).toList())
                + ",\"statuses\":"
                + PlainJson.list(cells.stream().map(Cell::shownStatus).toList())
                + ",\"event_timestamps\":"
                + json(cells.stream().map(cell -> (Object) cell.at).toList()) + "}";
    }

    private Cell cell(boolean service, Asked asked, Object place, Object shop) {
        List<Object> keys = isOfBoth(asked.view) ? List.of(place, shop) : List.of(shop);
        Row row = model.get(cellsOf(asked.view, keys));
        Duration age = row == null ? Duration.ZERO : Duration.between(row.at, NOW);
        boolean forgotten = asked.view.ttl() != null && age.compareTo(TTL.plus(MaxAge.GRACE)) > 0;
        if (row == null || forgotten) {
            return new Cell(service ? asked.feature.defaultValue() : null, "NOT_FOUND", Instant.EPOCH);
        }
        if (asked.view.ttl() != null && age.compareTo(TTL) > 0) {
            return new Cell(null, "OUTSIDE_MAX_AGE", row.at);
        }
        int index = asked.view.features().indexOf(asked.feature);
        Object value = index < row.values.length ? row.values[index] : asked.feature.defaultValue();
        return new Cell(value, value == null ? "NULL_VALUE" : "PRESENT", row.at);
    }

    private record Row(Instant at, @Nullable Object[] values) {}

    private record Asked(FeatureView view, Feature feature) {

        String reference() {
            return PlainJson.of(view.name() + ":" + feature.name());
        }
    }

    private record Cell(@Nullable Object value, String status, Instant at) {

        String shownStatus() {
            boolean isNullified =
                    status.equals("PRESENT") && PlainJson.of(value).equals("null");
            return PlainJson.of(isNullified ? "NULL_VALUE" : status);
        }
    }
}
