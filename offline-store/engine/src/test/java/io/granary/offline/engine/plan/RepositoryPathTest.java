package io.granary.offline.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RepositoryPathTest {

    private static final Path ROOT = Path.of("/repository");

    @Test
    void startsRelativePathsAtTheRepository() {
        assertThat(RepositoryPath.resolve(ROOT, "data/../data/a.csv")).isEqualTo(Path.of("/repository/data/a.csv"));
        assertThat(RepositoryPath.resolve(ROOT, "/warehouse/a.csv")).isEqualTo(Path.of("/warehouse/a.csv"));
    }

    @Test
    void refusesRelativePathsThatLeaveTheRepository() {
        assertThatThrownBy(() -> RepositoryPath.resolve(ROOT, "../secrets/a.csv"))
                .hasMessage("path: ../secrets/a.csv (expected: a path inside the repository, or an absolute one)");
    }
}
