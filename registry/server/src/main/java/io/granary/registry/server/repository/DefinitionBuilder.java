package io.granary.registry.server.repository;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Kind;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.util.List;

/** Makes the definition of a document whose fields have all been read. */
final class DefinitionBuilder {

    private DefinitionBuilder() {}

    /** @throws io.granary.core.GranaryException whose message starts with the path of what is wrong */
    static Definition build(Kind kind, DocumentContext document) {
        return switch (kind) {
            case ENTITY -> entity(document);
            case BATCH_SOURCE -> SourceBuilder.batch(document);
            case STREAM_SOURCE -> SourceBuilder.stream(document);
            case PUSH_SOURCE -> SourceBuilder.push(document);
            case FEATURE_VIEW -> ViewBuilder.featureView(document);
            case ON_DEMAND_FEATURE_VIEW -> ViewBuilder.onDemand(document);
            case FEATURE_SERVICE -> ServiceBuilder.featureService(document);
            case MODEL -> ServiceBuilder.model(document);
            case ROUTER -> ServiceBuilder.router(document);
            case EXPERIMENT -> ServiceBuilder.experiment(document);
        };
    }

    static List<Column> columns(Values values, String field) {
        return values.list(field, Values.class).stream()
                .map(column -> new Column(column.text("name"), column.value("type", DataType.class)))
                .toList();
    }

    private static Entity entity(DocumentContext document) {
        List<JoinKey> joinKeys = document.values().list("joinKeys", Values.class).stream()
                .map(key -> new JoinKey(key.text("name"), key.value("type", ScalarType.class)))
                .toList();
        return new Entity(document.name(), joinKeys, document.metadata());
    }
}
