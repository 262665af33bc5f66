package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.FeatureView;
import io.granary.core.window.WindowMode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What views of windows may get wrong, with the place in the file. */
class WindowProblemsTest {

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder)
                .write("a.yaml", RepositoryFolder.VALID)
                .write("stream.yaml", """
                        kind: StreamSource
                        name: rides
                        topic: rides
                        format: json
                        eventTimestamp: ended_at
                        schema:
                          - {name: driver, type: STRING}
                          - {name: ended_at, type: TIMESTAMP}
                          - {name: miles, type: FLOAT64}
                          - {name: seats, type: INT32}
                        """);
    }

    @Test
    void readsEveryFieldOfAnAggregation() {
        repository.write("b.yaml", view("rides", """
                {name: far, function: count_distinct(50), of: seats, where: miles > 1.0, mode: hopping, hop: 1m, \
                windows: [1h, 24h], default: 0}"""));
        FeatureView view = repository.load().definitions().featureView("v");
        Aggregation aggregation = view.aggregations().get(0);

        assertThat(aggregation.mode()).isEqualTo(WindowMode.HOPPING);
        assertThat(aggregation.hop()).isEqualTo(Duration.ofMinutes(1));
        assertThat(aggregation.emptyValue()).isEqualTo("0");
        assertThat(view.featureNames()).containsExactly("far_1h", "far_24h");
    }

    @Test
    void knowsBothKindsOfTumblingWindows() {
        repository.write(
                "b.yaml",
                view(
                        "rides",
                        "{name: now, function: count, mode: tumbling_open, windows: [1h]}",
                        "{name: then, function: count, mode: tumbling_closed, windows: [1h]}"));
        assertThat(repository.load().definitions().featureView("v").aggregations())
                .extracting(Aggregation::mode)
                .containsExactly(WindowMode.TUMBLING_OPEN, WindowMode.TUMBLING_CLOSED);
        repository.write("b.yaml", view("rides", "{name: now, function: count, mode: tumbling, windows: [1h]}"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:6:40: aggregations[0].mode: 'tumbling' (expected: one of sawtooth, exact,"
                        + " hopping, tumbling_open, tumbling_closed, lifetime)");
    }

    @Test
    void asksToSplitAViewOfRowsAndWindows() {
        repository.write(
                "b.yaml",
                view("rides", "{name: n, function: count, windows: [1h]}")
                        + "features: [{name: miles, type: FLOAT64}]\n");
        assertThat(repository.messages())
                .containsExactly("b.yaml:6:3: aggregations: beside features (expected: either features or aggregations;"
                        + " split the view, one is kept as rows and the other as windows)");
    }

    @Test
    void refusesATtl() {
        repository.write("b.yaml", view("rides", "{name: n, function: count, windows: [1h]}") + "ttl: 7d\n");
        assertThat(repository.messages())
                .containsExactly("b.yaml:7:6: ttl: given (expected: none, as windows leave out what is too old by"
                        + " themselves; 'ttl: null' takes a default back)");
    }

    @Test
    void takesWindowsOverABatchSourceForTrainingOnly() {
        String windows = view("trips", "{name: n, function: count, windows: [1h]}");
        repository.write("b.yaml", windows + "online: true\n");
        assertThat(repository.messages())
                .containsExactly("b.yaml:7:9: online: true (expected: false, as windows over batch source 'trips' are"
                        + " for training sets only; served ones are of a stream or push source)");
        repository.write("b.yaml", windows + "online: false\n");
        assertThat(repository.load().definitions().featureView("v").online()).isFalse();
    }

    @Test
    void wantsASourceWithTimesAndTypes() {
        repository
                .write("c.yaml", "kind: BatchSource\nname: table\ncsv: table.csv\n")
                .write("b.yaml", view("table", "{name: n, function: count, windows: [1h]}") + "online: false\n");
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:4:9: source: 'table' without eventTimestamp (expected: a source that says when an event"
                                + " was)",
                        "b.yaml:4:9: source: 'table' without schema (expected: a source with one, as it gives the"
                                + " types of windows)");
    }

    @Test
    void boundsExactWindows() {
        repository.write("b.yaml", view("rides", "{name: n, function: count, mode: exact, windows: [1h, 61m]}"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:6:59: aggregations[0].windows[1]: '61m' (expected: at most 1h, as exact"
                        + " windows keep every event; sawtooth windows may be of any length)");
    }

    @Test
    void refusesWindowsOfVeryManyTiles() {
        repository.write("b.yaml", view("rides", "{name: n, function: count, windows: [999999s, 11d]}"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:6:42: aggregations[0].windows[0]: '999999s', which is 999999 tiles of 1s"
                        + " (expected: at most 100000 tiles; whole hours and days have longer ones)");
    }

    @Test
    void takesOnlyHopsThatDivideEachWindowFinely() {
        repository.write(
                "b.yaml",
                view(
                        "rides",
                        "{name: a, function: count, windows: [1h, 24h], hop: 1h}",
                        "{name: b, function: count, windows: [90s], hop: 1m}",
                        "{name: c, function: count, windows: [1h], hop: 2m}",
                        "{name: d, function: count, windows: [1h], mode: exact, hop: 1s}",
                        "{name: e, function: count, windows: [24h], hop: 5m}"));
        String rule = ", which divide each window into twelve or more parts)";
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:6:57: aggregations[0].hop: 1h (expected: one of 5m, 1m, 1s" + rule,
                        "b.yaml:7:53: aggregations[1].hop: 1m (expected: one of 1s" + rule,
                        "b.yaml:8:52: aggregations[2].hop: 2m (expected: one of 5m, 1m, 1s" + rule,
                        "b.yaml:9:65: aggregations[3].hop: 1s (expected: none, unless mode is sawtooth or hopping)");
    }

    @Test
    void refusesInputsThatAFunctionDoesNotTake() {
        repository.write(
                "b.yaml",
                view(
                        "rides",
                        "{name: a, function: avg, of: driver, windows: [1h]}",
                        "{name: b, function: sum, of: miles > 1.0, windows: [1h]}",
                        "{name: c, function: max, of: driver, windows: [1h]}",
                        "{name: d, function: last, of: \"[miles]\", windows: [1h]}",
                        "{name: e, function: max, of: ended_at, windows: [1h]}",
                        "{name: f, function: last_k(2), of: driver, windows: [1h]}"));
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:6:34: aggregations[0].of: 'driver' of type STRING (expected: a number, as the function"
                                + " is avg)",
                        "b.yaml:7:34: aggregations[1].of: 'miles > 1.0' of type BOOL (expected: a number, as the"
                                + " function is sum) [write (miles > 1.0) ? 1.0 : 0.0]",
                        "b.yaml:8:34: aggregations[2].of: 'driver' of type STRING (expected: a number or TIMESTAMP, as"
                                + " the function is max)",
                        "b.yaml:9:36: aggregations[3].of: expression at line 1, column 1: [miles] (expected: a result"
                                + " of a scalar type, not list(double))");
    }

    @Test
    void refusesEmptyValuesOfAnotherType() {
        repository.write(
                "b.yaml",
                view(
                        "rides",
                        "{name: a, function: sum, of: seats, windows: [1h], default: none}",
                        "{name: b, function: last_k(2), of: seats, windows: [1h], default: 0}",
                        "{name: c, function: avg, of: seats, windows: [1h], default: -1}",
                        "{name: d, function: last, of: driver, windows: [1h], default: nobody}"));
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:6:65: aggregations[0].default: \"none\" (expected: INT64: a whole number from"
                                + " -9223372036854775808 to 9223372036854775807)",
                        "b.yaml:7:71: aggregations[1].default: given (expected: none, as last_k gives an empty list)");
    }

    @Test
    void checksServicesAndOnDemandViewsAgainstTheTypesOfWindows() {
        repository
                .write("b.yaml", view("rides", "{name: last, function: last_k(2), of: driver, windows: [1h]}"))
                .write("c.yaml", """
                        kind: OnDemandFeatureView
                        name: d
                        inputs: ["v:*"]
                        features:
                          - {name: n, type: INT64, expression: size(v__last_1h)}
                          - {name: wrong, type: FLOAT64, expression: v__last_1h}
                        ---
                        kind: FeatureService
                        name: s
                        features: ["v:last_1h", "v:last_2h"]
                        """);
        assertThat(repository.messages())
                .containsExactly(
                        "c.yaml:6:46: features[1].expression: expression at line 1, column 1: v__last_1h (expected: a"
                                + " result of type FLOAT64, not list(string))",
                        "c.yaml:10:25: features[1].features[0]: 'last_2h' (expected: a feature of view 'v')"
                                + " [did you mean 'last_1h'?]");
    }

    @Test
    void reportsABrokenAggregationOnce() {
        repository
                .write("b.yaml", view("rides", "{name: far, function: avg, of: driver, windows: [1h]}"))
                .write("c.yaml", """
                        kind: OnDemandFeatureView
                        name: d
                        inputs: ["v:far_1h"]
                        features:
                          - {name: n, type: FLOAT64, expression: v__far_1h * 2.0}
                        """);
        assertThat(repository.messages()).hasSize(1);
    }

    private static String view(String source, String... aggregations) {
        return "kind: FeatureView\nname: v\nentities: [driver]\nsource: " + source + "\naggregations:\n  - "
                + String.join("\n  - ", aggregations) + "\n";
    }
}
