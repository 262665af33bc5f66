package io.granary.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveFileWriterTest {

    @TempDir
    private Path archive;

    private TopicFolder folder() {
        return Archives.folder(archive, "id");
    }

    @Test
    void publishesNoMoreThanWasConfirmed() throws IOException {
        ArchiveFileWriter file = ArchiveFileWriter.create(folder(), 0, 0);
        for (long offset = 0; offset < 10_000; offset++) {
            file.append(Archives.rideAt(0, offset));
            if (offset == 4_999) {
                file.confirm(5_000);
            }
        }

        assertThat(file.publish()).isEqualTo(5_000);
        assertThat(Archives.read(Archives.only(archive))).isEqualTo(Archives.rides(0, 0, 4_999));
    }

    @Test
    void leavesNothingWhenNothingWasConfirmed() throws IOException {
        ArchiveFileWriter file = ArchiveFileWriter.create(folder(), 0, 7);
        file.append(Archives.rideAt(0, 7));

        assertThat(file.publish()).isEqualTo(7);
        assertThat(Archives.names(folder())).isEmpty();
    }

    @Test
    void sweepsWhatADeadProcessLeftAndNobodyElses() throws IOException {
        ArchiveFileWriter dead = ArchiveFileWriter.create(folder(), 0, 0);
        dead.append(Archives.rideAt(0, 0));
        ArchiveFileWriter other = ArchiveFileWriter.create(folder(), 1, 0);
        Archives.write(folder(), 0, 0, 3);

        folder().sweep(0, Instant.EPOCH);
        assertThat(Archives.names(folder())).hasSize(3);
        folder().sweep(0, Instant.now().plusSeconds(60));
        assertThat(Archives.names(folder())).hasSize(2);
        assertThat(Archives.only(archive).end(0)).isEqualTo(4);
        other.abort();
    }

    @Test
    void saysWhereToGoOn() throws IOException {
        assertThat(folder().firstMissing(0, 5)).isEqualTo(5);
        Archives.write(folder(), 0, 5, 9);
        Archives.write(folder(), 0, 20, 29);

        assertThat(folder().firstMissing(0, 0)).isZero();
        assertThat(folder().firstMissing(0, 5)).isEqualTo(10);
        assertThat(folder().firstMissing(0, 20)).isEqualTo(30);
        assertThat(folder().firstMissing(0, 90)).isEqualTo(90);
        assertThat(folder().firstMissing(1, 0)).isZero();
    }
}
