package io.granary.offline.spark;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.Duck;
import io.granary.offline.engine.Progress;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.process.SparkProcess;
import io.granary.offline.engine.process.SparkProcessConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine in a process of its own, on the flights of the example repository. */
final class ITSparkProcess {

    private static final Duration TTL = Duration.ofDays(21);
    private static final int EVERY = 100;

    @TempDir
    private Path folder;

    private final Revision revision = ExampleRepository.revision();

    @Test
    void joinsAWeekOfFlightsAsNestedLoopsDo() {
        List<Progress> heard = new ArrayList<>();
        TrainingSetManifest manifest = build(heard::add);

        List<Map<String, @Nullable Object>> labels =
                Duck.query("SELECT * FROM '" + folder.resolve("labels.parquet") + "'");
        List<Map<String, @Nullable Object>> rows = Duck.trainingSet(folder.resolve("train"));
        assertThat(manifest.rows()).isEqualTo(labels.size());
        assertThat(rows)
                .extracting(row -> row.get("flight_id"))
                .isEqualTo(labels.stream().map(row -> row.get("flight_id")).toList());
        assertLastDelays(rows);
        assertThat(heard).extracting(Progress::fraction).isSorted().contains(0.0);
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void leavesNothingWhenItIsClosedInTheMiddle() {
        Path labels = ExampleRepository.writeLabels(folder);
        TrainingSetRequest request = request(labels);
        SparkProcess spark = spark();
        assertThatThrownBy(() -> spark.buildTrainingSet(request, progress -> {
                    if (progress.stage().startsWith("joining")) {
                        spark.close();
                    }
                }))
                .isInstanceOf(GranaryException.class);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("labels.parquet", "scratch");
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void passesOnWhatTheOtherProcessRefuses() {
        TrainingSetRequest request = TrainingSetRequest.builder(revision)
                .repository(ExampleRepository.FOLDER)
                .entities(folder.resolve("none.parquet"))
                .feature("airport_facts:city")
                .output(folder.resolve("train"))
                .build();
        try (SparkProcess spark = spark()) {
            assertThatThrownBy(() -> spark.buildTrainingSet(request, ProgressListener.NONE))
                    .hasMessage("Cannot read entity frame: " + folder.resolve("none.parquet") + " does not exist");
        }
    }

    @Test
    void passesOnWhatATaskOfTheOtherProcessRefuses() throws IOException {
        Path labels = folder.resolve("labels.csv");
        Files.writeString(labels, "airport,event_timestamp\nORD,yesterday\n");
        TrainingSetRequest request = TrainingSetRequest.builder(revision)
                .repository(ExampleRepository.FOLDER)
                .entities(labels)
                .feature("airport_facts:city")
                .output(folder.resolve("train"))
                .build();
        try (SparkProcess spark = spark()) {
            assertThatThrownBy(() -> spark.buildTrainingSet(request, ProgressListener.NONE))
                    .isInstanceOf(GranaryException.class)
                    .hasMessageStartingWith(
                            "entity frame column 'event_timestamp': \"yesterday\" (expected: TIMESTAMP");
        }
    }

    private TrainingSetManifest build(ProgressListener listener) {
        TrainingSetRequest request = request(ExampleRepository.writeLabels(folder));
        try (SparkProcess spark = spark()) {
            return spark.buildTrainingSet(request, listener);
        }
    }

    private TrainingSetRequest request(Path labels) {
        return TrainingSetRequest.builder(revision)
                .repository(ExampleRepository.FOLDER)
                .entities(labels)
                .service("delay_model")
                .output(folder.resolve("train"))
                .build();
    }

    private SparkProcess spark() {
        return new SparkProcess(SparkProcessConfig.of(ExampleRepository.SPARK_JARS, folder.resolve("scratch")));
    }

    private static void assertLastDelays(List<Map<String, @Nullable Object>> rows) {
        List<Arrival> arrivals = Arrival.readAll(
                Duck.query("SELECT * FROM " + ExampleRepository.FLIGHTS + " WHERE arrived_at < '2001-01-08'"));
        Map<String, List<Arrival>> atAirports = arrivals.stream().collect(groupingBy(Arrival::destination));
        for (int i = 0; i < rows.size(); i += EVERY) {
            Map<String, @Nullable Object> row = rows.get(i);
            Instant asked = Arrival.moment(row.get("event_timestamp"));
            String origin = String.valueOf(row.get("origin"));
            String destination = String.valueOf(row.get("destination"));
            assertThat(row.get("origin_arrivals__last_delay_minutes"))
                    .as("origin of flight %s", row.get("flight_id"))
                    .isEqualTo(delay(Arrival.newest(atAirports.getOrDefault(origin, List.of()), asked, TTL)));
            assertThat(row.get("destination_arrivals__last_delay_minutes"))
                    .as("destination of flight %s", row.get("flight_id"))
                    .isEqualTo(delay(Arrival.newest(atAirports.getOrDefault(destination, List.of()), asked, TTL)));
            assertThat(row.get("trip__departure_hour"))
                    .isEqualTo((long) asked.atOffset(ZoneOffset.UTC).getHour());
        }
    }

    private static @Nullable Object delay(@Nullable Arrival arrival) {
        return arrival == null ? null : arrival.delay();
    }
}
