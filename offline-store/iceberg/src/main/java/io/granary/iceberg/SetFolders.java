package io.granary.iceberg;

import io.granary.offline.engine.FolderMaker;
import io.granary.offline.engine.FolderTree;
import io.granary.offline.engine.TrainingSetManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a table's training sets, one for each. A name says which process of which {@link PidSpace} makes a set, and
 * until its commit there is a manifest in it: so the next process there can tell what was left by one that was killed.
 */
final class SetFolders {

    private static final Pattern NAME = Pattern.compile("\\.?granary-([^-]*)-(\\d{1,18})-.*");

    private final Path data;
    private final @Nullable String space;

    /**
     * @param data holds the folders, and may be missing
     * @param space where this process runs; null: unknown
     */
    SetFolders(Path data, @Nullable String space) {
        this.data = data;
        this.space = space;
    }

    /** One that is not there. */
    Path next() {
        return data.resolve("granary-" + (space == null ? "" : space) + "-"
                + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    /**
     * Deletes those of processes of the same space that are gone, as far as no snapshot has files in them; where the space is
     * unknown, none.
     */
    void sweep(@Nullable Table table) throws IOException {
        Set<Path> left = left();
        if (table != null && !left.isEmpty()) {
            removeUsed(left, table);
        }
        left.forEach(FolderTree::delete);
    }

    private Set<Path> left() throws IOException {
        if (space == null || !Files.isDirectory(data)) {
            return Set.of();
        }
        try (Stream<Path> folders = Files.list(data)) {
            return folders.filter(this::isLeft)
                    .filter(SetFolders::isUncommitted)
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    private boolean isLeft(Path folder) {
        Matcher parts = NAME.matcher(folder.getFileName().toString());
        return parts.matches()
                && parts.group(1).equals(space)
                && FolderMaker.isGone(Long.parseLong(parts.group(2)), folder);
    }

    /** Others may be of a table that was here and has another name now. */
    private static boolean isUncommitted(Path folder) {
        return folder.getFileName().toString().startsWith(".")
                || Files.exists(folder.resolve(TrainingSetManifest.FILE_NAME));
    }

    private static void removeUsed(Set<Path> folders, Table table) throws IOException {
        Set<String> manifests = new HashSet<>();
        for (Snapshot snapshot : table.snapshots()) {
            for (ManifestFile manifest : snapshot.dataManifests(table.io())) {
                if (manifests.add(manifest.path())) {
                    removeUsed(folders, manifest, table);
                }
            }
        }
    }

    private static void removeUsed(Set<Path> folders, ManifestFile manifest, Table table) throws IOException {
        try (CloseableIterable<String> paths = ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
            for (String path : paths) {
                folders.removeIf(folder -> path.contains("/" + folder.getFileName() + "/"));
            }
        }
    }
}
