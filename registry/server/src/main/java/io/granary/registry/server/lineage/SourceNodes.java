package io.granary.registry.server.lineage;

import io.granary.core.definition.DataSource;
import io.granary.core.definition.StreamSource;
import io.granary.core.type.Column;
import io.granary.registry.client.lineage.EdgeKind;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.NodeKind;
import java.util.List;

/** Sources and their columns. */
final class SourceNodes {

    private final GraphBuilder graph;

    SourceNodes(GraphBuilder graph) {
        this.graph = graph;
    }

    void add() {
        List<DataSource> sources = graph.definitions().all(DataSource.class);
        sources.forEach(this::add);
        for (DataSource source : sources) {
            if (source instanceof StreamSource stream && stream.history() != null) {
                addHistory(stream, stream.history().source());
            }
        }
    }

    /**
     * The id of a source's column. A column that is read from a source whose columns only its file knows is one; of a
     * source that tells its columns, a name that is none of them is not.
     */
    String column(DataSource source, String name) {
        String whole = id(source.name());
        if (source.schema() == null) {
            return graph.addPart(whole, NodeKind.COLUMN, columnName(source.name(), name));
        }
        return LineageNode.id(NodeKind.COLUMN, columnName(source.name(), name));
    }

    static String id(String source) {
        return LineageNode.id(NodeKind.SOURCE, source);
    }

    private void add(DataSource source) {
        String whole = graph.add(source);
        if (source.schema() != null) {
            for (Column column : source.schema()) {
                graph.addPart(whole, NodeKind.COLUMN, columnName(source.name(), column.name()));
            }
        }
    }

    /** The columns of the past are those of the stream, by name. */
    private void addHistory(StreamSource stream, String history) {
        graph.connect(id(history), id(stream.name()), EdgeKind.HISTORY);
        for (Column column : stream.schema()) {
            graph.connect(
                    LineageNode.id(NodeKind.COLUMN, columnName(history, column.name())),
                    LineageNode.id(NodeKind.COLUMN, columnName(stream.name(), column.name())),
                    EdgeKind.HISTORY);
        }
    }

    private static String columnName(String source, String column) {
        return source + "." + column;
    }
}
