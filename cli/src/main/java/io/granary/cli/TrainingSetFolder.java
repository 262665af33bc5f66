package io.granary.cli;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.SourceChanges;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import io.granary.training.TrainingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A training set on disk, as commands look at it. */
record TrainingSetFolder(Path folder, TrainingSetManifest manifest) {

    /** @throws GranaryException (INVALID_ARGUMENT) when the folder has no manifest */
    static TrainingSetFolder read(Path folder) {
        return new TrainingSetFolder(folder, TrainingSetManifestJson.read(folder));
    }

    /** The sets in a folder, itself among them, in the order of names; folders that are still built are hidden. */
    static List<TrainingSetFolder> list(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return Stream.concat(Stream.of(parent), children.sorted())
                    .filter(child -> !child.getFileName().toString().startsWith("."))
                    .filter(child -> Files.exists(child.resolve(TrainingSetManifest.FILE_NAME)))
                    .map(TrainingSetFolder::read)
                    .toList();
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "Cannot list " + parent + ": " + e, e);
        }
    }

    /** Of its folder; of a table's set, the id of its snapshot. */
    String name() {
        if (manifest.table() != null) {
            return String.valueOf(manifest.table().snapshotId());
        }
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** As a trainer takes it. */
    TrainingSet toTrain() {
        return TrainingSet.of(folder, manifest);
    }

    List<Path> files() {
        return manifest.files().stream()
                .map(file -> folder.toAbsolutePath().resolve(file.path()))
                .toList();
    }

    /** A line for each file of the output that is gone or has other content than the manifest says. */
    List<String> damage() throws IOException {
        List<String> damage = new ArrayList<>();
        for (FileVersion file : manifest.files()) {
            String problem = SourceChanges.content(folder.resolve(file.path()), file);
            if (problem != null) {
                damage.add(file.path() + " " + problem);
            }
        }
        return damage;
    }
}
