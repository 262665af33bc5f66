package io.granary.training;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.granary.core.GranaryException;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.SetPart;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A training set on disk.
 *
 * @param files Parquet files in the order of rows
 * @param eventTimestamp the column that says which moment a row is about
 * @param features full names ({@code role__feature}) of the columns that are features
 * @param parts that the set says its rows are split into; none: it says nothing
 * @param registryRevision the revision whose definitions made it
 * @param checksum changes when any of its files does
 */
public record TrainingSet(
        List<Path> files,
        String eventTimestamp,
        List<String> features,
        List<SetPart> parts,
        long registryRevision,
        String checksum) {

    public TrainingSet {
        files = List.copyOf(files);
        requireNonNull(eventTimestamp, "eventTimestamp");
        features = List.copyOf(features);
        parts = List.copyOf(parts);
        requireNonNull(checksum, "checksum");
        if (files.isEmpty()) {
            throw GranaryException.invalid("training set files", files, "at least one Parquet file");
        }
    }

    /** The set in a folder, as its manifest describes it. */
    public static TrainingSet read(Path folder) {
        return of(folder, TrainingSetManifestJson.read(folder));
    }

    /** The set whose files are in a folder, as a manifest describes it. */
    public static TrainingSet of(Path folder, TrainingSetManifest manifest) {
        return new TrainingSet(
                manifest.files().stream()
                        .map(file -> folder.resolve(file.path()))
                        .toList(),
                manifest.eventTimestamp(),
                manifest.features().stream().map(TrainingSetColumn::name).toList(),
                manifest.parts(),
                manifest.revision(),
                checksum(manifest.files()));
    }

    private static String checksum(List<FileVersion> files) {
        String versions = files.stream()
                .map(file -> file.path() + ' ' + file.bytes() + ' ' + file.sha256())
                .collect(joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(versions.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
