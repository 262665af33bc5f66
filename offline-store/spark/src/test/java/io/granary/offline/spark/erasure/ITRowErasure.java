package io.granary.offline.spark.erasure;

import static io.granary.offline.spark.erasure.Tables.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.offline.engine.RowErasureRequest.Mode;
import io.granary.offline.engine.RowErasureResult.ErasedTable;
import io.granary.offline.engine.process.RowErasureProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process with the class path that the build has made. */
@Timeout(120)
final class ITRowErasure {

    private static final Path JARS = Path.of("target/spark").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void takesRowsOutAndSaysHowMany() {
        Profiles profiles = Profiles.of(folder);
        Tables.write(profiles.table(), List.of(profile("ann", 1), profile("bob", 2), profile("ann", 3)));

        assertThat(RowErasureProcess.run(JARS, profiles.request("e1", Mode.ERASE, "ann"))
                        .tables())
                .containsExactly(new ErasedTable("profiles", profiles.table().toString(), 2, 1));
        assertThat(Tables.rows(profiles.table())).isEqualTo(Tables.texts(List.of(profile("bob", 2))));
    }

    @Test
    void saysWhichFileIsNoParquet() throws Exception {
        Profiles profiles = Profiles.of(folder);
        Files.writeString(profiles.table(), "no parquet at all");

        assertThatThrownBy(() -> RowErasureProcess.run(JARS, profiles.request("e1", Mode.LOOK, "ann")))
                .hasMessageStartingWith("Cannot erase from file " + profiles.table() + ": ");
    }
}
