package io.granary.offline.spark.erasure;

import static io.granary.offline.spark.erasure.Tables.profile;
import static io.granary.offline.spark.erasure.Tables.rows;
import static io.granary.offline.spark.erasure.Tables.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.RowErasureRequest.Mode;
import io.granary.offline.engine.RowErasureResult.ErasedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which rows an erasure takes out of which tables. */
@Timeout(60)
final class RowErasureTest {

    private static final List<Group> DRIVES = IntStream.range(0, 100)
            .mapToObj(i -> profile("driver " + i % 10, i))
            .toList();

    @TempDir
    private Path folder;

    private static List<String> without(String driver) {
        return texts(DRIVES.stream()
                .filter(row -> !row.getString("driver", 0).equals(driver))
                .toList());
    }

    private List<ErasedTable> run(Profiles profiles, String id, Mode mode) {
        return new RowErasure(profiles.request(id, mode, "driver 3")).run().tables();
    }

    private static Object state(Path file) throws IOException {
        return FileState.of(file);
    }

    @Test
    void takesThemOutOfAllFilesOfAFolderAndLeavesHiddenOnes() throws Exception {
        Profiles profiles = Profiles.of(folder);
        Path first = profiles.table().resolve("year=2025/1.parquet");
        Path second = profiles.table().resolve("2.parquet");
        Path other = profiles.table().resolve("year=2026/3.parquet");
        Path hidden = profiles.table().resolve("_old/1.parquet");
        List.of(first, second, hidden).forEach(file -> Tables.write(file, DRIVES));
        Tables.write(other, List.of(profile("driver 4", 1)));
        Object before = state(other);

        assertThat(run(profiles, "e1", Mode.LOOK))
                .containsExactly(new ErasedTable("profiles", profiles.table().toString(), 20, 2));
        assertThat(rows(first)).as("looking changes nothing").isEqualTo(texts(DRIVES));
        assertThat(run(profiles, "e1", Mode.ERASE))
                .containsExactly(new ErasedTable("profiles", profiles.table().toString(), 20, 2));

        assertThat(rows(first)).isEqualTo(without("driver 3"));
        assertThat(rows(second)).isEqualTo(without("driver 3"));
        assertThat(rows(hidden)).isEqualTo(texts(DRIVES));
        assertThat(state(other)).as("not touched").isEqualTo(before);
    }

    @Test
    void aRunThatGoesOnCountsWhatWasTakenOutAndAnotherErasureFindsNothing() throws Exception {
        Profiles profiles = Profiles.of(folder);
        Tables.write(profiles.table().resolve("1.parquet"), DRIVES);
        Path left = profiles.table().resolve(".1.parquet.e1.erasing.unfinished");
        Path others = profiles.table().resolve(".1.parquet.e2.erasing.unfinished");
        Files.writeString(left, "cut off");
        Files.writeString(others, "somebody else's");

        assertThat(run(profiles, "e1", Mode.ERASE).get(0).rows()).isEqualTo(10);
        assertThat(left).doesNotExist();
        assertThat(others).exists();
        Object done = state(profiles.table().resolve("1.parquet"));
        assertThat(run(profiles, "e1", Mode.ERASE).get(0).rows()).isEqualTo(10);
        assertThat(run(profiles, "e3", Mode.ERASE))
                .containsExactly(new ErasedTable("profiles", profiles.table().toString(), 0, 0));
        assertThat(state(profiles.table().resolve("1.parquet"))).isEqualTo(done);
    }

    @Test
    void rowsThatCameLaterStay() {
        Instant later = Profiles.UNTIL.plusMillis(1);
        Profiles profiles = Profiles.of(folder);
        Tables.write(
                profiles.table(),
                List.of(profile("ann", 1), profile("ann", 2, Profiles.UNTIL), profile("ann", 3, later)));

        assertThat(profiles.erase("ann")).isEqualTo(2);
        assertThat(rows(profiles.table())).isEqualTo(texts(List.of(profile("ann", 3, later))));
    }

    @Test
    void theCreatedTimestampSaysWhetherARowIsLaterWhereThereIsOne() {
        MessageType schema = Tables.schema("""
                required binary driver (STRING);
                optional int64 since (TIMESTAMP(MILLIS, true));
                optional int64 written (TIMESTAMP(NANOS, true));
                required int32 number;""");
        long later = Profiles.UNTIL.toEpochMilli() + 1;
        List<Group> all = List.of(
                timed(schema, 1, later, later - 1),
                timed(schema, 2, later - 1, later),
                timed(schema, 3, later, null),
                timed(schema, 4, later - 1, null),
                timed(schema, 5, null, null));
        Profiles profiles = Profiles.of(folder, "since", "written", List.of(Profiles.DRIVER), Map.of());
        Tables.write(profiles.table(), all);

        assertThat(profiles.erase("ann")).isEqualTo(3);
        assertThat(rows(profiles.table())).isEqualTo(texts(List.of(all.get(1), all.get(2))));
    }

    private static Group timed(MessageType schema, int number, @Nullable Long since, @Nullable Long written) {
        Group row = new SimpleGroup(schema).append("driver", "ann");
        if (since != null) {
            row.add("since", since);
        }
        if (written != null) {
            row.add("written", written * 1_000_000);
        }
        return row.append("number", number);
    }

    @Test
    void twoJoinKeysAreComparedOneByOneUnderTheNamesThatViewsGiveThem() {
        MessageType schema = Tables.schema("""
                optional binary first (STRING);
                optional int32 second;
                required int32 number;""");
        List<JoinKey> joinKeys =
                List.of(new JoinKey("part", ScalarType.INT64), new JoinKey("driver", ScalarType.STRING));
        List<Group> all = List.of(
                pair(schema, "a", 1).append("number", 1),
                pair(schema, "a", 11).append("number", 2),
                pair(schema, "a1", 1).append("number", 3),
                new SimpleGroup(schema).append("second", 1).append("number", 4),
                new SimpleGroup(schema).append("first", "a").append("number", 5));
        Profiles profiles = Profiles.of(folder, null, null, joinKeys, Map.of("driver", "first", "part", "second"));
        Tables.write(profiles.table(), all);

        assertThat(profiles.erase(1L, "a")).isEqualTo(1);
        assertThat(rows(profiles.table())).isEqualTo(texts(all.subList(1, 5)));
    }

    private static Group pair(MessageType schema, String first, int second) {
        return new SimpleGroup(schema).append("first", first).append("second", second);
    }

    @Test
    void aRowGoesWhenAnyViewHasTheEntityInItAloneOrWithOthers() {
        MessageType schema = Tables.schema("""
                optional binary driver (STRING);
                optional binary guest (STRING);
                required int32 number;""");
        List<Group> all = List.of(
                guest(schema, "ann", "bob").append("number", 1),
                guest(schema, "bob", "ann").append("number", 2),
                guest(schema, "bob", "eve").append("number", 3),
                new SimpleGroup(schema).append("guest", "ann").append("number", 4));
        Profiles profiles = Profiles.of(
                folder,
                List.of(
                        new Entity("driver", List.of(Profiles.DRIVER), Metadata.NONE),
                        new Entity("number", List.of(new JoinKey("number", ScalarType.INT32)), Metadata.NONE),
                        Profiles.table(null, null),
                        Profiles.view("profile", Map.of(), "number"),
                        Profiles.view("guests", Map.of("driver", "guest"))),
                List.of(Profiles.DRIVER));
        Tables.write(profiles.table(), all);

        assertThat(profiles.erase("ann")).isEqualTo(3);
        assertThat(rows(profiles.table())).isEqualTo(texts(all.subList(2, 3)));
    }

    private static Group guest(MessageType schema, String driver, String guest) {
        return new SimpleGroup(schema).append("driver", driver).append("guest", guest);
    }

    @Test
    void theHistoryOfAStreamIsReadAsTheStreamDeclaresIt() {
        StreamSource stream = new StreamSource(
                "profiles",
                "topic",
                StreamSource.Format.JSON,
                List.of(
                        new Column("driver", ScalarType.STRING),
                        new Column("since", ScalarType.TIMESTAMP),
                        new Column("number", ScalarType.INT32)),
                null,
                "since",
                null,
                null,
                Duration.ZERO,
                Duration.ZERO,
                new StreamSource.History("past", Tables.SINCE, Duration.ZERO),
                Metadata.NONE);
        Profiles profiles = Profiles.of(
                folder,
                List.of(
                        new Entity("driver", List.of(Profiles.DRIVER), Metadata.NONE),
                        new BatchSource(
                                "past", BatchSource.Format.PARQUET, Profiles.PATH, null, null, null, Metadata.NONE),
                        stream,
                        Profiles.view("profile", Map.of())),
                List.of(Profiles.DRIVER));
        Instant later = Profiles.UNTIL.plusSeconds(1);
        Tables.write(profiles.table(), List.of(profile("ann", 1), profile("bob", 2), profile("ann", 3, later)));

        assertThat(run(profiles, "e1", Mode.LOOK).get(0).source()).isEqualTo("past");
        assertThat(profiles.erase("ann")).isEqualTo(1);
        assertThat(rows(profiles.table())).isEqualTo(texts(List.of(profile("bob", 2), profile("ann", 3, later))));
    }
}
