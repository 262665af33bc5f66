package io.granary.iceberg;

import io.granary.offline.engine.TrainingSetManifest;
import java.nio.file.Path;

/**
 * A training set that is a snapshot of a table.
 *
 * @param folder at which the paths of its files start
 */
public record StoredSet(Path folder, TrainingSetManifest manifest) {}
