package io.granary.offline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.offline.engine.Duck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTablesTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path scratch;

    private Database database;
    private FileTables tables;

    @BeforeEach
    void open() {
        database = Database.open(LocalEngineConfig.of(scratch));
        tables = new FileTables(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales*.parquet", "sales?.parquet", "sales[1].parquet"})
    void aFileWhoseNameWouldMatchOthersIsLeftToSpark(String name) {
        write("sales1.parquet");
        write(name);

        assertThatThrownBy(() -> tables.parquet("source sales", folder))
                .isInstanceOf(LocalRefusal.class)
                .hasMessageContaining(name)
                .hasMessageContaining("engine spark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales{1,2}.parquet", "sales 'quoted'.parquet", "sales~$x\\1.parquet"})
    void anyOtherNameIsOneFile(String name) {
        write("sales1.parquet");
        write(name);

        assertThat(tables.parquet("source sales", folder).files()).hasSize(2);
        assertThat(count(tables.parquet("source sales", folder))).isEqualTo(2);
    }

    @Test
    void columnsThatDifferInCaseOnlyAreLeftToSpark() throws IOException {
        Path file = Files.writeString(folder.resolve("sales.csv"), "shop,Shop\na,b\n");

        assertThatThrownBy(() -> tables.csv("source sales", file))
                .isInstanceOf(LocalRefusal.class)
                .hasMessageContaining("but for case");
    }

    @Test
    void anIndexWithoutANameIsAColumn() throws IOException {
        Path file = Files.writeString(folder.resolve("sales.csv"), ",shop\n0,a\n1,b\n");

        assertThat(tables.csv("source sales", file).names()).containsExactly("column0", "shop");
        assertThat(count(tables.csv("source sales", file))).isEqualTo(2);
    }

    private void write(String name) {
        Duck.run("COPY (SELECT 1 AS sold) TO '"
                + folder.resolve(name).toString().replace("'", "''") + "' (FORMAT parquet)");
    }

    private long count(FileTable table) {
        long[] count = new long[1];
        database.stream("SELECT count(*) FROM " + table.relation(), row -> count[0] = row.getLong(1));
        return count[0];
    }
}
