package io.granary.registry.server.repository;

/**
 * A comment of a file, of one line.
 *
 * @param line from 0
 * @param text with its hash
 * @param isInline whether something else is on its line
 * @param followsBlank whether the line above is blank
 */
record Comment(int line, int column, String text, boolean isInline, boolean followsBlank) {}
