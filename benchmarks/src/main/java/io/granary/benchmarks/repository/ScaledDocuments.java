package io.granary.benchmarks.repository;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The documents of a scaled repository, each by its number. Every fourth group of sources are streams. */
final class ScaledDocuments {

    private static final int COLUMNS = 8;

    /** One of the views on a stream, which no service names features of. */
    private static final int VIEWS_PER_WINDOWS = 5;

    private ScaledDocuments() {}

    static String entity(int number) {
        return """
                kind: Entity
                name: entity_%d
                description: The thing that views %d and later describe
                joinKeys:
                  - {name: key_%d, type: %s}
                """.formatted(number, number * 50, number, number % 2 == 0 ? "STRING" : "INT64");
    }

    static String source(int number) {
        String columns = IntStream.range(0, COLUMNS)
                .mapToObj(column ->
                        "  - {name: c" + column + ", type: " + (column % 2 == 0 ? "FLOAT64" : "INT64") + "}\n")
                .collect(Collectors.joining());
        int entity = number / 10;
        String schema = """
                schema:
                  - {name: key_%d, type: %s}
                  - {name: happened_at, type: TIMESTAMP}
                """.formatted(entity, entity % 2 == 0 ? "STRING" : "INT64") + columns;
        return (isStream(number) ? stream(number) : table(number)) + "eventTimestamp: happened_at\n" + schema;
    }

    private static String table(int number) {
        return "kind: BatchSource\nname: source_" + number + "\nparquet: data/source_" + number + ".parquet\n";
    }

    private static String stream(int number) {
        return "kind: StreamSource\nname: source_" + number + "\ntopic: events-" + number + "\nformat: json\n";
    }

    private static boolean isStream(int source) {
        return source % 4 == 3;
    }

    static String view(int number, int entity, int source) {
        return """
                kind: FeatureView
                name: view_%d
                description: Generated view %d
                tags: {group: "%d", tier: %s}
                entities: [entity_%d]
                source: source_%d
                where: "c0 > %d.0"
                """.formatted(number, number, number % 7, number % 3 == 0 ? "gold" : "silver", entity, source, number)
                + (isStream(source) && number % VIEWS_PER_WINDOWS == 0 ? windows(number) : rows(number));
    }

    private static String rows(int view) {
        return "ttl: " + (view % 30 + 1) + "d\nfeatures:\n" + features(view, ScaledRepository.FEATURES);
    }

    /** Columns and expressions by turns, no expression like that of another view. */
    private static String features(int view, int count) {
        return IntStream.range(0, count)
                .mapToObj(feature -> switch (feature % 3) {
                    case 0 -> "  - {name: f%d, type: FLOAT64, from: c%d}\n".formatted(feature, feature / 3 * 2);
                    case 1 ->
                        "  - {name: f%d, type: FLOAT64, expression: \"c0 * %d.5 + c2\"}\n".formatted(feature, view);
                    default ->
                        "  - {name: f%d, type: BOOL, expression: \"c1 > %d && c3 < %d\"}\n"
                                .formatted(feature, view, feature);
                })
                .collect(Collectors.joining());
    }

    /** As many features as a view of rows has. */
    private static String windows(int view) {
        return """
                aggregations:
                  - {name: w, function: avg, of: "c2 / %d.0", windows: [1h, 24h, 7d]}
                  - {name: m, function: max, of: c2, windows: [1h, 24h, 7d]}
                  - {name: n, function: count, windows: [1h, 24h, 7d]}
                  - {name: l, function: last_k(3), of: c1, windows: [24h]}
                """.formatted(view + 1);
    }

    static String onDemandView(int number) {
        String inputs = IntStream.rangeClosed(1, 3)
                .mapToObj(distance -> "  - view_" + (number - distance) + ":f0\n")
                .collect(Collectors.joining());
        String features = IntStream.range(0, ScaledRepository.FEATURES)
                .mapToObj(feature -> "  - {name: f%d, type: FLOAT64, expression: \"view_%d__f0 * amount + %d.0\"}\n"
                        .formatted(feature, number - 1, feature))
                .collect(Collectors.joining());
        return "kind: OnDemandFeatureView\nname: view_" + number + "\ninputs:\n" + inputs
                + "  - {request: amount, type: FLOAT64}\nfeatures:\n" + features;
    }

    static String service(int number) {
        int first = number * 10;
        return """
                kind: FeatureService
                name: service_%d
                features:
                  - view_%d:f0
                  - "view_%d:*"
                  - {view: view_%d, features: [f1, f2]}
                  - {view: view_%d, as: other, joinKeys: {key_%d: other_key_%d}, features: [f3]}
                  - "view_%d:*"
                """.formatted(number, first, first + 1, first + 2, first + 3, first / 50, number, first + 9);
    }

    static String model(int number) {
        return """
                kind: Model
                name: model_%d
                service: service_%d
                outputs: [{name: score, type: FLOAT32}]
                """.formatted(number, number * 5);
    }

    static String router(int number) {
        return """
                kind: Experiment
                name: experiment_%1$d
                unit: key_%1$d
                salt: salt-%1$d
                treatments: [{name: a, share: 50%%, route: a}, {name: b, share: 50%%, route: b}]
                ---
                kind: Router
                name: router_%1$d
                routes: [{name: a, model: model_%2$d, weight: 1}, {name: b, model: model_%3$d, weight: 1}]
                experiment: experiment_%1$d
                """.formatted(number, number * 2, number * 2 + 1);
    }
}
