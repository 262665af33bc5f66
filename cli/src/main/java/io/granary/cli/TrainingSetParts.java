package io.granary.cli;

import io.granary.cli.terminal.Table;
import io.granary.offline.engine.TableVersion;
import io.granary.offline.engine.TrainingSetManifest;
import org.jspecify.annotations.Nullable;

/** The snapshot of a training set that is a table's, and the parts of one that is split, as tables. */
final class TrainingSetParts {

    private TrainingSetParts() {}

    /** Each with an empty line; of a set in one part that is a folder, nothing. */
    static String text(TrainingSetManifest manifest) {
        return snapshot(manifest.table()) + parts(manifest);
    }

    private static String snapshot(@Nullable TableVersion version) {
        return version == null
                ? ""
                : Table.of("TABLE", "SNAPSHOT", "OF")
                                .row(version.table(), version.snapshotId(), version.committedAt())
                                .text()
                        + "\n";
    }

    private static String parts(TrainingSetManifest manifest) {
        if (manifest.parts().isEmpty()) {
            return "";
        }
        Table table = Table.of("PART", "ROWS", "FROM", "FILES");
        manifest.parts()
                .forEach(part -> table.row(
                        part.name(), part.rows(), part.from(), part.files().size()));
        return table.text() + "\n";
    }
}
