package io.granary.cli.demo;

import io.granary.cli.files.Folders;
import io.granary.cli.files.Home;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that the demonstration works in: the example repository with moved times, server data, sets and models. */
record DemoFolder(Path root) {

    /** Copies the example repository, moves its flights and tells its stream when its history ends. */
    void prepare(Shift shift, FlightTable table) {
        Path example = Home.example();
        if (!Files.isDirectory(example)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot find the example repository: " + example + " (expected: a part of the installation)");
        }
        Folders.copy(example, repository());
        replaceFlights(table, example.resolve(repository().relativize(flights())), shift);
        moveStreamStart(shift);
    }

    /** Lets the repository's router take effect. */
    void addRouter() {
        try {
            Files.move(repository().resolve("router.yaml.later"), repository().resolve("router.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path repository() {
        return root.resolve("repository");
    }

    /** Where every event of the stream is kept. */
    Path archive() {
        return root.resolve("archive");
    }

    Path flights() {
        return repository().resolve("data/flights-2001-01a.parquet");
    }

    Path airports() {
        return repository().resolve("data/airports.csv");
    }

    Path eventSchema() {
        return repository().resolve("schemas/arrival.avsc");
    }

    Path labels() {
        return root.resolve("labels.parquet");
    }

    Path trainingSet() {
        return root.resolve("training-set");
    }

    Path models() {
        return root.resolve("models");
    }

    Path servers() {
        return root.resolve("servers");
    }

    Path scratch() {
        return root.resolve("scratch");
    }

    private void replaceFlights(FlightTable table, Path original, Shift shift) {
        try {
            Files.delete(flights());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        table.writeShifted(original, flights(), shift);
    }

    private void moveStreamStart(Shift shift) {
        Path sources = repository().resolve("sources.yaml");
        try {
            String text = Files.readString(sources);
            Files.writeString(
                    sources,
                    text.replace(
                            Shift.SECOND_WEEK.toString(), shift.streamStart().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
