package io.granary.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.GenericBlobMetadata;
import org.apache.iceberg.GenericStatisticsFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.puffin.Blob;
import org.apache.iceberg.puffin.BlobMetadata;
import org.apache.iceberg.puffin.Puffin;
import org.apache.iceberg.puffin.PuffinReader;
import org.apache.iceberg.puffin.PuffinWriter;
import org.apache.iceberg.util.Pair;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of a training set where its table keeps it: in a statistics file of the snapshot, which stays as long as the
 * snapshot does and no longer.
 */
final class ManifestBlob {

    private static final String TYPE = "granary-training-set-v1";
    private static final String FOLDER = "folder";

    private ManifestBlob() {}

    /** Of the newest snapshot. */
    static StatisticsFile write(Table table, Path folder, TrainingSetManifest manifest) throws IOException {
        Snapshot snapshot = table.currentSnapshot();
        OutputFile file = table.io().newOutputFile(table.location() + "/metadata/" + UUID.randomUUID() + ".stats");
        try (PuffinWriter writer = Puffin.write(file).createdBy("Granary").build()) {
            writer.add(new Blob(
                    TYPE,
                    List.of(),
                    snapshot.snapshotId(),
                    snapshot.sequenceNumber(),
                    ByteBuffer.wrap(TrainingSetManifestJson.text(manifest).getBytes(UTF_8)),
                    null,
                    Map.of(FOLDER, folder.toString())));
            writer.finish();
            return new GenericStatisticsFile(
                    snapshot.snapshotId(),
                    file.location(),
                    writer.fileSize(),
                    writer.footerSize(),
                    GenericBlobMetadata.from(writer.writtenBlobsMetadata()));
        }
    }

    /** Whether a snapshot is a training set. */
    static boolean isOf(Table table, Snapshot snapshot) {
        return find(table, snapshot) != null;
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when the snapshot is no training set, or its manifest is damaged */
    static StoredSet read(Table table, Snapshot snapshot, LocalFileIO files) throws IOException {
        StatisticsFile file = find(table, snapshot);
        if (file == null) {
            throw refused(snapshot, "it is no training set");
        }
        try (PuffinReader reader =
                Puffin.read(table.io().newInputFile(file.path())).build()) {
            for (Pair<BlobMetadata, ByteBuffer> blob :
                    reader.readAll(reader.fileMetadata().blobs())) {
                if (blob.first().type().equals(TYPE)) {
                    return new StoredSet(
                            files.path(String.valueOf(blob.first().properties().get(FOLDER))),
                            TrainingSetManifestJson.parse(
                                    UTF_8.decode(blob.second()).toString()));
                }
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw refused(snapshot, file.path() + ": " + e.getMessage());
        }
        throw refused(snapshot, file.path() + " has no manifest");
    }

    private static @Nullable StatisticsFile find(Table table, Snapshot snapshot) {
        return table.statisticsFiles().stream()
                .filter(file -> file.snapshotId() == snapshot.snapshotId())
                .filter(file -> file.blobMetadata().stream()
                        .anyMatch(blob -> blob.type().equals(TYPE)))
                .findFirst()
                .orElse(null);
    }

    private static GranaryException refused(Snapshot snapshot, String reason) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot read snapshot " + snapshot.snapshotId() + ": " + reason);
    }
}
