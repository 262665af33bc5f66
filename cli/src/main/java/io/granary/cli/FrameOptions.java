package io.granary.cli;

import io.granary.core.GranaryException;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.local.FrameMaker;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The rows that a training set is for: a frame that is there, or one that is made first, and stays. */
final class FrameOptions {

    @Option(
            names = "--entities",
            paramLabel = "FILE",
            description = "The entity frame: Parquet or CSV, here or at s3://BUCKET/KEY, or iceberg:CATALOG.TABLE, with"
                    + " join keys, a timestamp and anything to keep.")
    private @Nullable String entities;

    @Option(
            names = "--event-timestamp",
            paramLabel = "COLUMN",
            defaultValue = TrainingSetRequest.DEFAULT_EVENT_TIMESTAMP,
            description = "The frame's column that says which moment a row asks for (default: ${DEFAULT-VALUE}).")
    private String eventTimestamp;

    @ArgGroup
    private @Nullable Made made;

    static final class Made {

        @Option(
                names = "--entities-sql",
                paramLabel = "QUERY",
                description = "Make the frame, a Parquet file that is not there yet, of a query in DuckDB's SQL; batch"
                        + " sources of the project that are files here are its tables.")
        private @Nullable String query;

        @Option(
                names = "--all-keys",
                paramLabel = "FROM/UNTIL",
                description = "Make the frame, a Parquet file that is not there yet, of every entity key that has a row"
                        + " between two moments, asked at the second.")
        private @Nullable String interval;
    }

    @Nullable
    String entities() {
        return entities;
    }

    String eventTimestamp() {
        return eventTimestamp;
    }

    /** Makes the frame of a request, if it is to be made. */
    void make(TrainingSetRequest request, EngineOptions engine) {
        if (made == null) {
            return;
        }
        String query = made.query;
        Instant[] moments = made.interval == null ? new Instant[0] : moments(made.interval);
        engine.withLocal(config -> {
            FrameMaker maker = new FrameMaker(config, request);
            if (query == null) {
                maker.ofKeys(moments[0], moments[1]);
            } else {
                maker.ofQuery(query);
            }
            return request;
        });
    }

    private static Instant[] moments(String interval) {
        try {
            String[] ends = interval.split("/", -1);
            Instant[] moments = {Instant.parse(ends[0]), Instant.parse(ends[ends.length - 1])};
            if (ends.length == 2 && !moments[1].isBefore(moments[0])) {
                return moments;
            }
        } catch (DateTimeParseException e) {
            // Told as any other interval that is none.
        }
        throw GranaryException.invalid(
                "--all-keys", interval, "two moments, such as 2026-01-01T00:00:00Z/2026-02-01T00:00:00Z");
    }
}
