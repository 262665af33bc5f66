package io.granary.offline.local;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.ObjectAddress;
import io.granary.offline.engine.TrainingSetRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Makes the entity frame that a request names, before it is asked for anything else: a Parquet file, which appears whole or not at
 * all, and stays, so that the set can be made again.
 */
public final class FrameMaker {

    private final LocalEngineConfig config;
    private final TrainingSetRequest request;
    private final Path file;

    /** @throws GranaryException (INVALID_ARGUMENT) when the frame is to be no Parquet file, or is there: nothing is written over */
    public FrameMaker(LocalEngineConfig config, TrainingSetRequest request) {
        this.config = config;
        this.request = request;
        file = Path.of(request.entities());
        if (!isOfFile(request) || Files.exists(file)) {
            throw GranaryException.invalid(
                    "entity frame", request.entities(), "a Parquet file to be made, which is not there yet");
        }
    }

    private static boolean isOfFile(TrainingSetRequest request) {
        return request.frame() == null
                && !ObjectAddress.isAddress(request.entities())
                && request.entities().endsWith(".parquet");
    }

    /**
     * Of the rows of a query in DuckDB's SQL, to which sources that are files of this machine are tables.
     *
     * @throws GranaryException (INVALID_ARGUMENT) with what DuckDB says of the query
     */
    public void ofQuery(String sql) {
        String query = sql.strip().replaceFirst(";$", "");
        try (Database database = Database.open(config)) {
            new NamedSources(database, request).define(query);
            write(database, query);
        } catch (GranaryException e) {
            throw e.getCause() instanceof SQLException refused
                    ? new GranaryException(
                            ErrorCode.INVALID_ARGUMENT,
                            "Cannot make an entity frame of the query: " + refused.getMessage(),
                            refused)
                    : e;
        }
    }

    /**
     * Of every entity key that a row has between two moments, both inclusive, asked at the last of them.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when no view has all columns that the set needs of its frame
     */
    public void ofKeys(Instant from, Instant until) {
        try (Database database = Database.open(config)) {
            write(database, new FrameKeys(database, request).between(from, until));
        }
    }

    private void write(Database database, String query) {
        Path place = file.toAbsolutePath();
        Path building = place.resolveSibling(
                "." + place.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(building.getParent());
            database.run("COPY (" + query + "\n) TO " + Sql.text(building.toString()) + " (FORMAT parquet)");
            Files.move(building, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write entity frame " + file + ": " + e, e);
        } finally {
            building.toFile().delete();
        }
    }
}
