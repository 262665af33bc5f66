package io.granary.cli;

/** How a command prints what it found. */
enum OutputFormat {
    TABLE,
    JSON,
    YAML
}
