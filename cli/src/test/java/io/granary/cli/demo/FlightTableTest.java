package io.granary.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlightTableTest {

    @TempDir
    Path folder;

    @Test
    void readsFilesWhateverTheirFolderIsCalled() throws IOException {
        Path file = Files.createDirectories(folder.resolve("o'hare")).resolve("airports.csv");
        Files.writeString(file, "airport,city,state,latitude,longitude\nORD,Chicago,IL,41.5,-87.5\n");

        try (FlightTable table = FlightTable.open()) {
            assertThat(table.readAirports(file)).containsEntry("ORD", new Airport("Chicago", "IL", 41.5, -87.5));
        }
    }
}
