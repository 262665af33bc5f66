package io.granary.registry.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What definitions may get wrong among themselves, with the place in the file. */
class DefinitionProblemsTest {

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder).write("a.yaml", RepositoryFolder.VALID);
    }

    @Test
    void suggestsWhatADanglingReferenceMeant() {
        repository.write("b.yaml", view("v", "drivr", "tripz", "{name: miles, type: FLOAT64}"));
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:3:12: entities[0]: 'drivr' (expected: the name of an entity) [did you mean 'driver'?]",
                        "b.yaml:4:9: source: 'tripz' (expected: the name of a source) [did you mean 'trips'?]");
    }

    @Test
    void reportsAnUnknownFieldAndADanglingReferenceOfOneDocumentTogether() {
        repository.write("b.yaml", view("v", "drivr", "trips", "{name: miles, type: FLOAT64}") + "tll: 1d\n");
        assertThat(repository.messages())
                .hasSize(2)
                .anyMatch(message -> message.contains("entities[0]: 'drivr'"))
                .anyMatch(message -> message.contains("tll: unknown field of FeatureView"));
    }

    @Test
    void tellsTheProjectOfARepositoryWithProblems() {
        repository.write("b.yaml", view("v", "drivr", "trips", "{name: miles, type: FLOAT64}"));
        assertThat(RepositoryLoader.settings(folder, null).project()).isEqualTo("taxis");
    }

    @Test
    void doesNotCallABrokenDefinitionMissing() {
        repository
                .write("b.yaml", view("v", "rider", "trips", "{name: miles, type: FLOAT64}"))
                .write("c.yaml", "kind: Entity\nname: rider\njoinKeys: 5\n");
        assertThat(repository.problems()).extracting(Problem::location).containsExactly("c.yaml:3:11");
    }

    @Test
    void callsANameMissingThoughAnotherFileBreaksOff() {
        repository
                .write("a.yaml", "kind: Entity\nname: rider\njoinKeys: [\n")
                .write("b.yaml", RepositoryFolder.VALID.replace("[driver]", "[drivr, rider]"));
        assertThat(repository.messages())
                .anySatisfy(message -> assertThat(message).startsWith("a.yaml:").contains("syntax: "))
                .contains(
                        "b.yaml:16:12: entities[0]: 'drivr' (expected: the name of an entity) [did you mean 'driver'?]")
                .noneSatisfy(message -> assertThat(message).contains("'rider'"));
    }

    @Test
    void followsTheReferencesOfADefinitionWithAnotherProblem() {
        repository.write(
                "a.yaml", RepositoryFolder.VALID.replace("source: trips", "source: trip\nttl: soon\nowners: x"));
        assertThat(repository.messages())
                .extracting(message -> message.substring(0, message.indexOf(" (")))
                .containsExactly(
                        "a.yaml:17:9: source: 'trip'",
                        "a.yaml:18:6: ttl: 'soon'",
                        "a.yaml:19:1: owners: unknown field of FeatureView");
    }

    @Test
    void checksADefinitionOnThoughARequiredFieldDoesNotFit() {
        repository.write("b.yaml", """
                kind: FeatureView
                name: v
                entities: driver
                source: trip
                joinKeys: {driver: driver}
                features:
                  - {name: a b, type: FLOAT64, from: miles}
                  - {name: twice, type: FLOAT, expression: "miles * 2"}
                  - {name: half, type: FLOAT64, expression: "mils / 2.0"}
                """);
        assertThat(repository.messages())
                .extracting(message -> message.substring(0, message.indexOf(" (")))
                .containsExactly(
                        "b.yaml:3:11: entities: 'driver'",
                        "b.yaml:4:9: source: 'trip'",
                        "b.yaml:7:12: features[0].name: 'a b'",
                        "b.yaml:8:25: features[1].type: 'FLOAT'");
        repository.write("b.yaml", view("v", "driver", "trips", """
                {name: a b, type: FLOAT64, from: mils}
                  - {type: FLOAT64, from: mils}
                  - {name: half, type: FLOAT64, expression: "mils / 2.0"}\
                """));
        assertThat(repository.messages())
                .extracting(message -> message.substring(0, message.indexOf(" (")))
                .containsExactly(
                        "b.yaml:6:12: features[0].name: 'a b'",
                        "b.yaml:7:5: features[1].name: missing",
                        "b.yaml:8:46: features[2].expression: expression at line 1, column 1: mils / 2.0");
    }

    @Test
    void doesNotBlameThoseWhoUseADefinitionWithGaps() {
        repository
                .write("b.yaml", "kind: Entity\nname: rider\njoinKeys: [{name: rider, type: TEXT}]\n")
                .write("c.yaml", view("v", "rider", "trips", "{name: miles, type: FLOAT64}"))
                .write("d.yaml", "kind: FeatureService\nname: s\nfeatures: [\"w:a\"]\n")
                .write("e.yaml", view("w", "driver", "trips", "{name: a, typ: FLOAT64, from: miles}"));
        assertThat(repository.problems())
                .extracting(Problem::location)
                .containsExactly("b.yaml:3:32", "e.yaml:6:5", "e.yaml:6:15");
    }

    @Test
    void refusesTwoRequestFieldsOfOneName() {
        repository.write("b.yaml", """
                kind: OnDemandFeatureView
                name: v
                inputs: [{request: at, type: TIMESTAMP}, "driver_trips:*", {request: at, type: INT64}]
                features: [{name: n, type: FLOAT64, expression: "1.0"}]
                """);
        assertThat(repository.messages())
                .anySatisfy(message ->
                        assertThat(message).startsWith("b.yaml:3:60: inputs[2]: 'at' (expected: each name once)"));
    }

    @Test
    void refusesDataBehindALinkThatLeavesTheFolder(@TempDir Path outside) throws IOException {
        Files.createSymbolicLink(folder.resolve("data"), outside);
        repository.write("b.yaml", "kind: BatchSource\nname: x\ncsv: data/x.csv\n");
        assertThat(repository.messages())
                .contains("b.yaml:3:6: csv: 'data/x.csv', a link that leaves it (expected: a path inside the"
                        + " repository's folder)");
    }

    @Test
    void locatesAnExpressionThatDoesNotCompile() {
        repository.write(
                "b.yaml", view("v", "driver", "trips", "{name: m, type: FLOAT64, expression: \"miles * mils\"}"));
        assertThat(repository.problems()).hasSize(1).first().satisfies(problem -> {
            assertThat(problem.location()).isEqualTo("b.yaml:6:51");
            assertThat(problem.message()).startsWith("features[0].expression: ").contains("mils");
        });
    }

    @Test
    void suggestsAColumn() {
        repository.write("b.yaml", view("v", "driver", "trips", "{name: m, type: FLOAT64, from: mile}"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:6:36: features[0].from: 'mile' (expected: a column of source 'trips')"
                        + " [did you mean 'miles'?]");
    }

    @Test
    void refusesAJoinKeyThatTheSourceLacks() {
        repository.write(
                "b.yaml",
                "kind: Entity\nname: rider\njoinKeys: [{name: rider, type: STRING}]\n---\n"
                        + view("v", "rider", "trips", "{name: miles, type: FLOAT64}"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:5:1: joinKeys: 'rider' (expected: a column of source 'trips' for join key"
                        + " 'rider')");
    }

    @Test
    void refusesDuplicateFeatures() {
        repository.write(
                "b.yaml",
                view("v", "driver", "trips", "{name: miles, type: FLOAT64}\n  - {name: miles, type: FLOAT64}"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:7:12: features[1].name: 'miles' (expected: each name once)");
    }

    @Test
    void refusesAWindowWithTheNameOfAFeature() {
        repository.write(
                "b.yaml",
                view("v", "driver", "trips", "{name: n_1h, type: FLOAT64, from: miles}")
                        + "aggregations:\n  - {name: n, function: cuont, windows: [1h, 0s]}\nonline: false\n");
        assertThat(repository.messages())
                .hasSize(3)
                .anySatisfy(message -> assertThat(message).contains("'n_1h' (expected: each feature name once"))
                .anySatisfy(message -> assertThat(message).contains("'cuont'"))
                .contains("b.yaml:8:46: aggregations[0].windows[1]: '0s' (expected: a window such as 90s, 24h or 7d)");
        repository.write(
                "b.yaml",
                view("v", "driver", "trips", "{name: n_1h, type: FLOAT64, from: miles}")
                        + "aggregations:\n  - {name: n, function: cuont, of: mils, windows: [1h]}\n");
        assertThat(repository.messages())
                .anySatisfy(message -> assertThat(message).contains("'n_1h' (expected: each feature name once"))
                .anySatisfy(message -> assertThat(message).contains("'cuont'").contains("did you mean 'count'?"))
                .anySatisfy(message -> assertThat(message).startsWith("b.yaml:8:36: aggregations[0].of: "));
    }

    @Test
    void refusesADefinitionWithATakenName() {
        repository.write("b.yaml", "kind: Entity\nname: driver\njoinKeys: [{name: d, type: STRING}]\n");
        assertThat(repository.messages())
                .containsExactly("b.yaml:2:7: name: 'driver' (expected: unique; first at a.yaml:2)");
    }

    @Test
    void refusesARoleWithTwoMeanings() {
        repository.write("b.yaml", """
                kind: FeatureService
                name: s
                features:
                  - {view: driver_trips, as: x, joinKeys: {driver: first}}
                  - {view: driver_trips, as: x, joinKeys: {driver: second}, features: [mile]}
                """);
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:5:5: features[1]: role 'x' again (expected: each role for one view and one mapping of"
                                + " join keys; give one of them another name with as)",
                        "b.yaml:5:72: features[1].features[0]: 'mile' (expected: a feature of view 'driver_trips')"
                                + " [did you mean 'miles'?]");
    }

    @Test
    void refusesAFeatureThatIsAskedTwice() {
        repository.write(
                "b.yaml", "kind: FeatureService\nname: s\nfeatures: [driver_trips:miles, \"driver_trips:*\"]\n");
        assertThat(repository.messages())
                .containsExactly("b.yaml:3:32: features[1]: 'driver_trips__miles' (expected: each full name once)");
    }

    @Test
    void refusesAnOnDemandViewOfAnOnDemandView() {
        repository.write("b.yaml", onDemand("one", "driver_trips") + "---\n" + onDemand("two", "one"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:9:10: inputs[0].view: 'one' is an on-demand feature view (expected: a"
                        + " plain feature view)");
    }

    @Test
    void refusesACycle() {
        repository.write("b.yaml", onDemand("one", "two") + "---\n" + onDemand("two", "one"));
        assertThat(repository.messages())
                .containsExactly(
                        "b.yaml:3:10: inputs[0]: cycle one -> two -> one (expected: no cycle; inputs are plain"
                                + " feature views)",
                        "b.yaml:9:10: inputs[0]: cycle two -> one -> two (expected: no cycle; inputs are plain"
                                + " feature views)");
    }

    @Test
    void refusesAPathThatLeavesTheFolder() {
        repository.write("b.yaml", "kind: BatchSource\nname: x\nparquet: ../secret.parquet\n");
        assertThat(repository.messages())
                .containsExactly("b.yaml:3:10: parquet: '../secret.parquet' (expected: a path inside the repository's"
                        + " folder)");
    }

    @Test
    void refusesTwoFormats() {
        repository.write("b.yaml", "kind: BatchSource\nname: x\nparquet: a\ncsv: b\n");
        assertThat(repository.messages())
                .containsExactly("b.yaml:1:1: format: 2 given (expected: exactly one of parquet, csv, iceberg)");
    }

    @Test
    void refusesAnAvroSchemaThatIsNotOne() {
        repository.write("arrival.avsc", "{\"type\": \"recrd\"}").write("b.yaml", stream("arrival.avsc"));
        assertThat(repository.messages())
                .singleElement()
                .asString()
                .startsWith("b.yaml:5:9: schema: 'arrival.avsc' (expected: an Avro schema: ");
        repository.write("b.yaml", stream("missing.avsc"));
        assertThat(repository.messages())
                .containsExactly("b.yaml:5:9: schema: 'missing.avsc' (expected: a readable file)");
    }

    @Test
    void refusesATtlOfAStaticTable() {
        repository.write("b.yaml", """
                kind: BatchSource
                name: x
                csv: x.csv
                schema: [{name: driver, type: STRING}]
                ---
                kind: FeatureView
                name: v
                entities: [driver]
                source: x
                ttl: 5d
                features: [{name: d, type: STRING, from: driver}]
                """);
        assertThat(repository.messages())
                .containsExactly("b.yaml:10:6: ttl: given (expected: none, as source 'x' has no eventTimestamp)");
    }

    @Test
    void refusesAStalenessThatNoCacheCanKeep() {
        String view = view("v", "driver", "trips", "{name: miles, type: FLOAT64}");
        repository
                .write("b.yaml", view.replace("source: trips", "source: trips\nmaxStaleness: 99ms"))
                .write("c.yaml", view.replace("name: v", "name: w\nonline: false\nmaxStaleness: 1s"));
        assertThat(repository.messages())
                .extracting(message -> message.substring(message.indexOf(" ") + 1))
                .containsExactly(
                        "maxStaleness: 99ms (expected: at least 100ms)",
                        "maxStaleness: given (expected: none, as the view is not online)");
    }

    @Test
    void refusesADefaultOfAnotherType() {
        repository.write("b.yaml", view("v", "driver", "trips", "{name: miles, type: FLOAT64, default: many}"));
        assertThat(repository.problems()).hasSize(1).first().satisfies(problem -> {
            assertThat(problem.location()).isEqualTo("b.yaml:6:43");
            assertThat(problem.message()).startsWith("features[0].default: \"many\" (expected: ");
        });
    }

    @Test
    void checksColumnsThatAFileTells() {
        repository.write(
                "b.yaml",
                "kind: BatchSource\nname: x\nparquet: x.parquet\n---\n"
                        + view("v", "driver", "x", "{name: mils, type: FLOAT64}"));
        List<Column> columns =
                List.of(new Column("driver", ScalarType.STRING), new Column("miles", ScalarType.FLOAT64));
        assertThat(repository.problems(source -> columns))
                .extracting(RepositoryFolder::message)
                .containsExactly("b.yaml:10:12: features[0].name: 'mils' (expected: a column of source 'x')"
                        + " [did you mean 'miles'?]");
    }

    @Test
    void reportsAFileThatCannotBeRead() {
        repository.write("b.yaml", "kind: BatchSource\nname: x\nparquet: x.parquet\n");
        assertThat(repository.problems(source -> {
                    throw GranaryException.invalid("x.parquet", "not there", "a file");
                }))
                .extracting(Problem::location)
                .containsExactly("b.yaml:3:10");
    }

    private static String view(String name, String entity, String source, String features) {
        return "kind: FeatureView\nname: " + name + "\nentities: [" + entity + "]\nsource: " + source
                + "\nfeatures:\n  - " + features + "\n";
    }

    private static String onDemand(String name, String input) {
        return "kind: OnDemandFeatureView\nname: " + name + "\ninputs: [\"" + input
                + ":*\"]\nfeatures:\n  - {name: n, type: FLOAT64, expression: \"1.0\"}\n";
    }

    private static String stream(String schema) {
        return "kind: StreamSource\nname: x\ntopic: x\nformat: avro\nschema: " + schema + "\neventTimestamp: at\n";
    }
}
