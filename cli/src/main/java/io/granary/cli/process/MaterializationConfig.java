package io.granary.cli.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * How a serving process materializes when it is asked over HTTP.
 *
 * @param repository folder at which relative paths of batch sources start
 */
public record MaterializationConfig(Path repository, EngineSource engines) {

    public MaterializationConfig {
        requireNonNull(repository, "repository");
        requireNonNull(engines, "engines");
    }
}
