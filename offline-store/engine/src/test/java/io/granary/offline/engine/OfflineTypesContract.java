package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Metadata;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every engine makes of the types, sizes and shapes of Parquet files. */
public abstract class OfflineTypesContract extends OfflineContract {

    private static final String EVERY_TYPE =
            "bool BOOL, small INT32, large INT64, single FLOAT32, precise FLOAT64, text STRING, bytes BYTES,"
                    + " moment TIMESTAMP, numbers LIST<INT64>, shares MAP<STRING,FLOAT64>, vector VECTOR<FLOAT32,2>";

    @Test
    void takesEveryTypeThrough() {
        parquet("SELECT 'a' AS shop, '2001-01-01 00:00:00+00'::TIMESTAMPTZ AS at, true AS bool, 7::INTEGER AS small,"
                + " 9007199254740993 AS large, 0.1::FLOAT AS single, 0.1::DOUBLE AS precise, 'ä' AS text,"
                + " '\\x00\\xFF'::BLOB AS bytes, '1969-12-31 23:59:59.999999+00'::TIMESTAMPTZ AS moment,"
                + " [1, 2]::BIGINT[] AS numbers, MAP {'b': 1.5::DOUBLE, 'a': 2.5::DOUBLE} AS shares,"
                + " [1.5, 2.5]::FLOAT[] AS vector");
        define("shop STRING, at TIMESTAMP, " + EVERY_TYPE);
        project.view("last", "shop", "sales", null, EVERY_TYPE.split(", "));
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z");
        build(ask().feature("last:*"));
        assertThat(shown("last__"))
                .containsExactly(
                        "bool BOOLEAN true",
                        "small INTEGER 7",
                        "large BIGINT 9007199254740993",
                        "single FLOAT 0.1",
                        "precise DOUBLE 0.1",
                        "text VARCHAR ä",
                        "bytes BLOB \\x00\\xFF",
                        "moment TIMESTAMP WITH TIME ZONE 1969-12-31 23:59:59.999999+00",
                        "numbers BIGINT[] [1, 2]",
                        "shares MAP(VARCHAR, DOUBLE) {a=2.5, b=1.5}",
                        "vector FLOAT[] [1.5, 2.5]");
    }

    @Test
    void readsMomentsWithoutZoneAsUtc() {
        parquet("SELECT 'a' AS shop, '2001-01-01 00:00:00'::TIMESTAMP AS at, 7::BIGINT AS sold");
        define(SALES);
        project.view("last", "shop", "sales", null, "sold INT64");
        Duck.run("COPY (SELECT 'a' AS shop, '2001-01-01 00:00:00'::TIMESTAMP AS event_timestamp UNION ALL"
                + " SELECT 'a', '2000-12-31 23:59:59.999999'::TIMESTAMP) TO '" + folder + "/labels.parquet'");
        build(ask().entities(folder.resolve("labels.parquet")).feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(7L, null);
        assertThat(shown("event")).containsExactly("_timestamp TIMESTAMP WITH TIME ZONE 2001-01-01 00:00:00+00");
    }

    @Test
    void readsEveryFileOfAPartitionedFolder() {
        Duck.run("COPY (SELECT 'a' AS shop, '2001-01-01'::TIMESTAMPTZ + to_days(i::INTEGER) AS at, i AS sold,"
                + " i % 2 AS half FROM range(4) AS t(i)) TO '" + folder
                + "/sales.parquet' (FORMAT parquet, PARTITION_BY half)");
        define(SALES + ", half INT64");
        project.view("last", "shop", "sales", null, "sold INT64", "half INT64");
        entities("shop,event_timestamp", "a,2001-01-03T12:00:00Z", "a,2001-01-05T00:00:00Z");
        build(ask().feature("last:*"));
        assertThat(column("last__sold")).containsExactly(2L, 3L);
        assertThat(column("last__half")).containsExactly(0L, 1L);
    }

    @Test
    void comparesKeysByValueWhateverTheirTypeInTheFile() {
        parquet("SELECT 5::SMALLINT AS shop, '2001-01-01'::TIMESTAMPTZ AS at, 7::BIGINT AS sold");
        define(SALES);
        project.view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "5,2001-01-02T00:00:00Z", "05,2001-01-02T00:00:00Z");
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(7L, null);
    }

    @Test
    void joinsKeysOf64Kilobytes() {
        parquet(
                "SELECT repeat('k', 65536) || i AS shop, '2001-01-01'::TIMESTAMPTZ AS at, i AS sold FROM range(3) t(i)");
        define(SALES);
        project.view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "k".repeat(65_536) + "1,2001-01-02T00:00:00Z");
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(1L);
    }

    @Test
    void takesEmptyTablesAndColumnsWithoutAnyValue() {
        parquet("SELECT 'a' AS shop, '2001-01-01'::TIMESTAMPTZ AS at, NULL::BIGINT AS sold WHERE false");
        define(SALES);
        project.view("last", "shop", "sales", null, "sold INT64");
        Duck.run("COPY (SELECT 'a' AS shop, '2001-01-02'::TIMESTAMPTZ AS event_timestamp, NULL::BIGINT AS nothing) TO '"
                + folder + "/labels.parquet'");
        TrainingSetManifest manifest =
                build(ask().entities(folder.resolve("labels.parquet")).feature("last:sold"));
        assertThat(column("last__sold")).containsExactly((Object) null);
        assertThat(manifest.columns()).extracting(TrainingSetColumn::nulls).containsExactly(0L, 0L, 1L, 1L);
    }

    @Test
    void takesColumnsOfNullsOnly() {
        parquet("SELECT 'a' AS shop, '2001-01-01'::TIMESTAMPTZ AS at, NULL::BIGINT AS sold FROM range(9)");
        define(SALES);
        project.view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z");
        TrainingSetManifest manifest = build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly((Object) null);
        assertThat(manifest.features().get(0).statuses()).isEqualTo(Map.of("NULL_VALUE", 1L));
    }

    @Test
    void makesAnEmptySetOfAnEmptyFrame() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7").view("last", "shop", "sales", null, "sold INT64");
        Duck.run("COPY (SELECT 'a' AS shop, '2001-01-02'::TIMESTAMPTZ AS event_timestamp WHERE false) TO '" + folder
                + "/labels.parquet'");
        TrainingSetManifest manifest =
                build(ask().entities(folder.resolve("labels.parquet")).feature("last:sold"));
        assertThat(manifest.rows()).isZero();
        assertThat(column("last__sold")).isEmpty();
    }

    @Test
    void namesAParquetFileThatIsCutShort() throws IOException {
        parquet("SELECT 'a' AS shop, '2001-01-01'::TIMESTAMPTZ AS at, i AS sold FROM range(1000) t(i)");
        define(SALES);
        project.view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z");
        Path file = folder.resolve("sales.parquet");
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(Files.size(file) / 2);
        }
        assertThatThrownBy(() -> build(ask().feature("last:sold"))).hasStackTraceContaining("sales.parquet");
        assertThat(output()).doesNotExist();
    }

    @Test
    void refusesAValueThatTheDeclaredTypeDoesNotHold() {
        parquet("SELECT 'a' AS shop, '2001-01-01'::TIMESTAMPTZ AS at, 9007199254740993 AS sold");
        define("shop STRING, at TIMESTAMP, sold FLOAT64");
        project.view("last", "shop", "sales", null, "sold FLOAT64");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z");
        assertThatThrownBy(() -> build(ask().feature("last:sold")))
                .hasMessageContaining("Cannot compute 1 row: source 'sales'")
                .hasMessageContaining("sold: 9007199254740993 (expected: FLOAT64");
    }

    @Test
    void refusesARowWithoutJoinKey() {
        parquet("SELECT NULL::VARCHAR AS shop, '2001-01-01'::TIMESTAMPTZ AS at, 7::BIGINT AS sold");
        define(SALES);
        project.view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z");
        assertThatThrownBy(() -> build(ask().feature("last:sold")))
                .hasMessageContaining("Cannot compute 1 row: source 'sales'")
                .hasMessageContaining("join key 'shop'");
    }

    private void parquet(String select) {
        Duck.run("COPY (" + select + ") TO '" + folder + "/sales.parquet' (FORMAT parquet)");
    }

    private void define(String columns) {
        project.define(new BatchSource(
                "sales",
                BatchSource.Format.PARQUET,
                "sales.parquet",
                "at",
                null,
                ExampleProject.columns(columns),
                Metadata.NONE));
    }

    /** Name, type and value in the first row of the columns that start so. */
    private List<String> shown(String prefix) {
        String rows = "read_parquet('" + output() + "/rows-*.parquet')";
        List<Map<String, @Nullable Object>> columns = Duck.query("SELECT column_name AS name, column_type AS type FROM"
                + " (DESCRIBE SELECT * FROM " + rows + ") WHERE column_name LIKE '" + prefix + "%'");
        return columns.stream()
                .map(column -> String.valueOf(column.get("name")).substring(prefix.length()) + " " + column.get("type")
                        + " "
                        + Duck.query("SELECT CAST(\"" + column.get("name") + "\" AS VARCHAR) AS shown FROM " + rows)
                                .get(0)
                                .get("shown"))
                .toList();
    }
}
