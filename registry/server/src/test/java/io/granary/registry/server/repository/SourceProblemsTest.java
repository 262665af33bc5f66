package io.granary.registry.server.repository;

import static io.granary.registry.server.repository.RepositoryFolder.view;
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

/** What sources may get wrong, with the place in the file. */
class SourceProblemsTest {

    @TempDir
    Path folder;

    private RepositoryFolder repository;

    @BeforeEach
    void makeFolder() {
        repository = new RepositoryFolder(folder).write("a.yaml", RepositoryFolder.VALID);
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

    private static String stream(String schema) {
        return "kind: StreamSource\nname: x\ntopic: x\nformat: avro\nschema: " + schema + "\neventTimestamp: at\n";
    }
}
