package io.granary.registry.server.lineage;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.DataSource;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Kind;
import io.granary.core.definition.StreamSource;
import io.granary.registry.client.lineage.EdgeKind;
import io.granary.registry.client.lineage.LineageNode;
import io.granary.registry.client.lineage.NodeKind;
import org.jspecify.annotations.Nullable;

/** Plain feature views: what chooses and keys their rows flows into the view, what computes a feature into the feature. */
final class ViewNodes {

    private final GraphBuilder graph;
    private final SourceNodes sources;

    ViewNodes(GraphBuilder graph, SourceNodes sources) {
        this.graph = graph;
        this.sources = sources;
    }

    void add() {
        graph.definitions().all(Entity.class).forEach(graph::add);
        graph.definitions().all(FeatureView.class).forEach(this::add);
    }

    static String feature(String view, String feature) {
        return LineageNode.id(NodeKind.FEATURE, featureName(view, feature));
    }

    static String featureName(String view, String feature) {
        return view + ":" + feature;
    }

    private void add(FeatureView view) {
        String id = graph.add(view);
        view.entities().forEach(entity -> graph.connect(LineageNode.id(NodeKind.ENTITY, entity), id, EdgeKind.ENTITY));
        if (graph.definitions().find(Kind.BATCH_SOURCE, view.source()) instanceof DataSource source) {
            graph.connect(SourceNodes.id(source.name()), id, EdgeKind.ROWS);
            connectRows(source, view, id);
            connectFeatures(source, view, id);
        }
    }

    private void connectRows(DataSource source, FeatureView view, String id) {
        for (String entity : view.entities()) {
            if (graph.definitions().find(Kind.ENTITY, entity) instanceof Entity found) {
                for (JoinKey key : found.joinKeys()) {
                    connect(source, view.columnOf(key.name()), id, EdgeKind.JOIN_KEY);
                }
            }
        }
        connect(source, source.eventTimestamp(), id, EdgeKind.EVENT_TIMESTAMP);
        connect(source, source.createdTimestamp(), id, EdgeKind.CREATED_TIMESTAMP);
        if (source instanceof StreamSource stream && view.isWindowed()) {
            connect(source, stream.eventId(), id, EdgeKind.EVENT_ID);
        }
        connectNames(source, view.where(), id, EdgeKind.WHERE);
    }

    private void connectFeatures(DataSource source, FeatureView view, String id) {
        for (Feature feature : view.features()) {
            String part = graph.addPart(id, NodeKind.FEATURE, featureName(view.name(), feature.name()));
            connectNames(source, feature.expression(), part, EdgeKind.EXPRESSION);
        }
        for (Aggregation aggregation : view.aggregations()) {
            for (String name : aggregation.featureNames()) {
                String part = graph.addPart(id, NodeKind.FEATURE, featureName(view.name(), name));
                connectNames(source, aggregation.of(), part, EdgeKind.EXPRESSION);
                connectNames(source, aggregation.where(), part, EdgeKind.WHERE);
            }
        }
    }

    private void connectNames(DataSource source, @Nullable String text, String to, EdgeKind kind) {
        ReadNames.of(text).forEach(name -> connect(source, name, to, kind));
    }

    private void connect(DataSource source, @Nullable String column, String to, EdgeKind kind) {
        if (column != null) {
            graph.connect(sources.column(source, column), to, kind);
        }
    }
}
