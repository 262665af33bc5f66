package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every engine does with files: those it reads, those it refuses, those it writes. */
public abstract class OfflineFilesContract extends OfflineContract {

    @Test
    void refusesMomentsAfterTheHistoryOfAStream() {
        project.stream("sold", Duration.ZERO, SALES, "a,2001-01-01T00:00:00Z,1")
                .view("last", "shop", "sold", null, "sold INT64");
        entities(
                "shop,event_timestamp",
                "a,2001-01-31T23:59:59.999999Z",
                "a,2001-02-01T00:00:00Z",
                "b,2002-01-01T00:00:00Z");
        assertThatThrownBy(() -> build(ask().feature("last:sold")))
                .hasMessage("Cannot join source 'sold': 2 entity rows ask for moments at or after"
                        + " 2001-02-01T00:00:00Z, where its history ends, and no archive of its topic is read");
        assertThat(output()).doesNotExist();
    }

    @Test
    void failsWithTheRowThatCannotBeComputedAndLeavesNothing() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,0", "a,2001-01-01T00:00:00Z,2")
                .view("share", "shop", "sales", null, "share INT64 = 100 / sold");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z");
        assertThatThrownBy(() -> build(ask().feature("share:share")))
                .hasMessageContaining("Cannot compute 1 row: source 'sales', file ")
                .hasMessageContaining("sold=0")
                .hasMessageContaining("divi");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("sales.csv", "entities.csv");
    }

    @Test
    void keepsCodesThatLookLikeNumbers() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7").view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp,zip,visits", "a,2001-01-02T00:00:00Z,02134,3", "a,2001-01-02T00:00:00Z,94105,4");
        build(ask().feature("last:sold"));
        assertThat(Duck.trainingSet(output()))
                .extracting(row -> row.get("zip") + " " + row.get("visits"))
                .containsExactly("02134 3", "94105 4");
    }

    @Test
    void refusesFilesOfOneTableWhoseColumnsAreInDifferentOrder() throws IOException {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7").view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z");
        Path table = folder.resolve("sales.csv");
        Path first = Files.move(table, folder.resolve("first.csv"));
        Files.move(first, Files.createDirectory(table).resolve("1.csv"));
        project.csv("sales.csv/2.csv", "sold,shop,at", "8,a,2001-01-01T00:00:00Z");
        assertThatThrownBy(() -> build(ask().feature("last:sold"))).hasStackTraceContaining("CSV header");
        assertThat(output()).doesNotExist();
    }

    @Test
    void refusesAnOutputThatIsThereUnlessItIsToBeReplaced() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7").view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z");
        build(ask().feature("last:sold"));
        assertThatThrownBy(() -> build(ask().feature("last:sold")))
                .hasMessage("output: " + output()
                        + " (expected: a folder that does not exist yet, or to be told to replace it)");
        build(ask().feature("last:*").replacingOutput());
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("sales.csv", "entities.csv", "set");
    }

    @Test
    void namesAColumnThatTheEntityFrameLacks() {
        project.table("sales", SALES).view("last", "shop", "sales", null, "sold INT64");
        entities("store,event_timestamp", "a,2001-01-02T00:00:00Z");
        assertThatThrownBy(() -> build(ask().feature("last:sold")))
                .hasMessage("entity frame: [store, event_timestamp] (expected: a column 'shop', a join key or request"
                        + " field)");
    }

    @Test
    void namesAColumnThatASourceLacks() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7").view("last", "shop", "sales", null, "sold INT64");
        project.csv("sales.csv", "shop,at,paid", "a,2001-01-01T00:00:00Z,7");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z");
        assertThatThrownBy(() -> build(ask().feature("last:sold")))
                .hasMessage("Cannot read source 'sales': sales.csv has no column 'sold' (it has shop, at, paid)");
        assertThat(output()).doesNotExist();
    }

    @Test
    void writesWhatTheSetIsMadeOf() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7").view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-02T00:00:00Z", "b,2001-01-02T00:00:00Z");
        TrainingSetManifest manifest = build(ask().feature("last:sold"));
        assertThat(manifest).isEqualTo(TrainingSetManifestJson.read(output()));
        assertThat(manifest.project()).isEqualTo("shops");
        assertThat(manifest.revision()).isEqualTo(1);
        assertThat(manifest.columns())
                .extracting(TrainingSetColumn::name, TrainingSetColumn::type, TrainingSetColumn::nulls)
                .containsExactly(
                        tuple("shop", "STRING", 0L),
                        tuple("event_timestamp", "TIMESTAMP", 0L),
                        tuple("last__sold", "INT64", 1L));
        assertThat(manifest.sources().get(0).files().get(0).path()).endsWith("/sales.csv");
        assertThat(manifest.files()).hasSize(1);
    }
}
