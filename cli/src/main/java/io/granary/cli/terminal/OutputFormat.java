package io.granary.cli.terminal;

/** How a command prints what it found. */
enum OutputFormat {
    TABLE,
    JSON,
    YAML
}
