package io.granary.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.offline.engine.TrainingSetManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which folders of sets are taken for those of a process that is gone. */
@Timeout(60)
final class SetFoldersTest {

    @TempDir
    private Path folder;

    @Test
    void onlyProcessesOfTheSameSpaceAreKnownToBeGone() throws Exception {
        Path mine = byDead("here");
        Path other = byDead("there");
        Path unknown = byDead("");

        new SetFolders(folder, null).sweep(null);
        assertThat(mine).exists();
        assertThat(unknown).exists();
        new SetFolders(folder, "here").sweep(null);
        assertThat(mine).doesNotExist();
        assertThat(other).exists();
        assertThat(unknown).exists();
    }

    @Test
    void namesTellTheProcessAndItsSpaceIfItIsKnown() {
        String process = "-" + ProcessHandle.current().pid() + "-";
        assertThat(new SetFolders(folder, "here").next().getFileName().toString())
                .startsWith("granary-here" + process);
        assertThat(new SetFolders(folder, null).next().getFileName().toString()).startsWith("granary-" + process);
    }

    @Test
    void containersAndBootsOfOneHostNameAreSpacesOfTheirOwn() throws IOException {
        String space = PidSpace.find("host", proc("boot 1", "pid:[1]"));
        assertThat(space)
                .isNotNull()
                .isEqualTo(PidSpace.find("host", proc("boot 1", "pid:[1]")))
                .isNotEqualTo(PidSpace.find("host", proc("boot 1", "pid:[2]")))
                .isNotEqualTo(PidSpace.find("host", proc("boot 2", "pid:[1]")))
                .isNotEqualTo(PidSpace.find("other", proc("boot 1", "pid:[1]")));
    }

    @Test
    void withoutProcTheHostNameIsTheSpaceAndWithHalfOfItNothingIs() throws IOException {
        assertThat(PidSpace.find("host", folder.resolve("missing")))
                .isNotNull()
                .isNotEqualTo(PidSpace.find("other", folder.resolve("missing")));
        assertThat(PidSpace.find("host", proc("boot", null))).isNull();
        assertThat(PidSpace.find("", folder.resolve("missing"))).isNull();
        assertThat(PidSpace.find("", proc("boot 3", "pid:[1]"))).isNotNull();
    }

    private Path proc(String boot, @Nullable String namespace) throws IOException {
        Path proc = Files.createTempDirectory(folder, "proc");
        Path random = Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.writeString(random.resolve("boot_id"), boot);
        if (namespace != null) {
            Path namespaces = Files.createDirectories(proc.resolve("self/ns"));
            Files.createSymbolicLink(namespaces.resolve("pid"), Path.of(namespace));
        }
        return proc;
    }

    private Path byDead(String space) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        Path left = folder.resolve("granary-" + space + "-" + process.pid() + "-x");
        Files.createFile(Files.createDirectory(left).resolve(TrainingSetManifest.FILE_NAME));
        return left;
    }
}
