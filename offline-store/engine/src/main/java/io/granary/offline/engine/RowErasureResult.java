package io.granary.offline.engine;

import java.util.List;

/** What an erasure took out of tables, or would; one for each table that may have rows of the entity. */
public record RowErasureResult(List<ErasedTable> tables) {

    public RowErasureResult {
        tables = List.copyOf(tables);
    }

    /**
     * One table.
     *
     * @param source name of the batch source, or of the first of several with the same path
     * @param path of the file or folder
     * @param rows of the entity, those that earlier runs of the erasure took out among them
     * @param files that had them
     */
    public record ErasedTable(String source, String path, long rows, int files) {}
}
