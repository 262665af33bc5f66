package io.granary.cli;

import io.granary.cli.terminal.Table;
import io.granary.offline.engine.TrainingSetManifest;

/** The parts of a training set that is split, as a table. */
final class TrainingSetParts {

    private TrainingSetParts() {}

    /** A table and an empty line; of a set in one part, nothing. */
    static String text(TrainingSetManifest manifest) {
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
