package io.granary.benchmarks.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.archive.ArchivedRecord;
import io.granary.archive.AvroRecords;
import io.granary.archive.OffsetRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that the files of an archive hold, whether readers still look at them or not. */
record ArchivedDrivers(Path folder) {

    /** The keys and values of all records of all files. */
    String text() throws IOException, SQLException {
        StringBuilder text = new StringBuilder();
        if (!Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith(".avro")) {
                    addAvro(file, text);
                } else if (file.toString().endsWith(".parquet")) {
                    text.append(DuckTexts.query(
                            "SELECT decode(coalesce(key, ''::BLOB)) || decode(value) FROM read_parquet('" + file
                                    + "', hive_partitioning = false)"));
                }
            }
        }
        return text.toString();
    }

    boolean has(String text) throws IOException, SQLException {
        return text().contains(text);
    }

    private static void addAvro(Path file, StringBuilder text) {
        int partition = Integer.parseInt(file.getFileName().toString().split("-", -1)[0]);
        try (AvroRecords records = AvroRecords.open(file, new OffsetRange(partition, 0, Long.MAX_VALUE))) {
            while (records.hasNext()) {
                ArchivedRecord each = records.next();
                text.append(text(each.key())).append(text(each.value()));
            }
        }
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    /** Of each row of a training set: driver, trips, miles, stars. */
    List<String> trainingSet(Path set) throws SQLException {
        return DuckTexts.query(
                "SELECT driver || ' ' || recent__trips_1h || ' ' || coalesce(last_trip__miles::VARCHAR, 'null') || ' '"
                        + " || coalesce(rating__stars::VARCHAR, 'null') FROM '" + set
                        + "/rows-*.parquet' ORDER BY driver, event_timestamp");
    }
}
