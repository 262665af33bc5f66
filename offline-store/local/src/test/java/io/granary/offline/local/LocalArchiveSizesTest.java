package io.granary.offline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.Duck;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.Progress;
import io.granary.offline.engine.TopicArchive;
import io.granary.offline.engine.TrainingSetRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class LocalArchiveSizesTest {

    private static final long SMALL_MEMORY = 64L << 20;
    private static final int RECORDS = 300_000;
    private static final int PER_FILE = 25_000;
    private static final int SHOPS = 1_000;
    private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
    private static final String NOTE = "of a sale in a shop; ".repeat(10);

    @TempDir
    private Path folder;

    private final List<Progress> told = new ArrayList<>();
    private long spilled;

    @Test
    void readsAnArchiveLargerThanItsMemoryAndTellsHowFarItIs() throws IOException {
        archive();
        Files.writeString(folder.resolve("entities.csv"), entities());
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        new LocalEngine(new LocalEngineConfig(scratch, SMALL_MEMORY, 2), InstantSource.system())
                .buildTrainingSet(request(), progress -> look(progress, scratch));
        assertThat(Duck.query("SELECT count(*) AS right FROM read_parquet('" + folder
                        + "/set/rows-*.parquet') WHERE last__sold % " + SHOPS + " = shop AND last__sold >= "
                        + (RECORDS - SHOPS) + " AND last__note = '" + NOTE + "' || last__sold"))
                .containsExactly(Map.of("right", (long) SHOPS));
        assertThat(spilled).isPositive();
        assertThat(told).extracting(Progress::fraction).isSorted();
        assertThat(told)
                .filteredOn(progress -> progress.stage().equals("reading archives"))
                .hasSizeGreaterThan(3);
        assertThat(scratch).isEmptyDirectory();
    }

    private void look(Progress progress, Path scratch) {
        told.add(progress);
        if (progress.stage().startsWith("joining")) {
            spilled = bytes(scratch);
        }
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first half compacted. */
    private void archive() {
        TopicArchive topic = new TopicArchive(folder.resolve("archive"), "sold");
        for (int i = 0; i < RECORDS; i++) {
            Instant at = START.plusSeconds(i);
            topic.add(
                    0,
                    at,
                    "{\"shop\": %d, \"at\": \"%s\", \"sold\": %d, \"note\": \"%s\"}"
                            .formatted(i % SHOPS, at, i, NOTE + i));
            if (i % PER_FILE == PER_FILE - 1) {
                topic.publish();
            }
            if (i == RECORDS / 2) {
                topic.compact();
            }
        }
    }

    private static String entities() {
        StringBuilder lines = new StringBuilder("shop,event_timestamp\n");
        for (int shop = 0; shop < SHOPS; shop++) {
            lines.append(shop).append(',').append(START.plusSeconds(RECORDS)).append('\n');
        }
        return lines.toString();
    }

    private TrainingSetRequest request() {
        List<Column> columns = List.of(
                new Column("shop", ScalarType.INT64),
                new Column("at", ScalarType.TIMESTAMP),
                new Column("sold", ScalarType.INT64),
                new Column("note", ScalarType.STRING));
        return LastOfShop.request(folder, ScalarType.INT64, "sold", LastOfShop.stream("sold", columns, null))
                .entities(folder.resolve("entities.csv"))
                .archive(EventArchive.of(folder.resolve("archive")).acceptingGaps())
                .feature("last:*")
                .build();
    }
}
