package io.granary.cli;

import io.granary.core.definition.Definitions;
import java.nio.file.Path;

/** A feature repository that was loaded and found valid. */
record Repository(Path folder, String project, Definitions definitions) {}
