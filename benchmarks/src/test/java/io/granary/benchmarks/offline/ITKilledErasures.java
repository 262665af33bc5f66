package io.granary.benchmarks.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.benchmarks.report.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ITKilledErasures {

    private static final int KILLS = 6;

    @TempDir
    private Path folder;

    @Test
    void nothingOfTheEntityIsLeftAndOthersAreAsTheyWere() throws Exception {
        long seed = System.nanoTime();

        List<Finding> findings = KilledErasures.run(KILLS, System.err::println, new Random(seed), folder);

        assertThat(findings).as("seed " + seed).hasSize(3).allMatch(Finding::holds);
    }
}
