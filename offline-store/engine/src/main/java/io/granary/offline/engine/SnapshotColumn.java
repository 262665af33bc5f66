package io.granary.offline.engine;

/**
 * A column of a {@link TableSnapshot}.
 *
 * @param id of the column in every file that has it
 * @param type as Iceberg writes it, such as {@code decimal(9, 2)}; a {@code list<...>} or {@code map<..., ...>} of such
 */
public record SnapshotColumn(int id, String name, String type) {}
