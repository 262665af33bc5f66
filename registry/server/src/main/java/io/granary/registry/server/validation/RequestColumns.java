package io.granary.registry.server.validation;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Kind;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.type.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The join keys and request fields that a request for features has to bring, under the names that it gives them. What
 * does not resolve is left out; other rules report it. A name may come twice, with different types.
 */
public final class RequestColumns {

    private final Definitions definitions;
    private final List<Column> columns = new ArrayList<>();

    private RequestColumns(Definitions definitions) {
        this.definitions = definitions;
    }

    /** Of one selection. */
    public static List<Column> of(Definitions definitions, FeatureSelection selection) {
        RequestColumns columns = new RequestColumns(definitions);
        columns.add(selection, UnaryOperator.identity());
        return columns.columns;
    }

    /** Of everything that a service gives. */
    public static List<Column> of(Definitions definitions, FeatureService service) {
        RequestColumns columns = new RequestColumns(definitions);
        service.features().forEach(selection -> columns.add(selection, UnaryOperator.identity()));
        return columns.columns;
    }

    /** @param rename the name under which a request gives what the selection calls by another name */
    private void add(FeatureSelection selection, UnaryOperator<String> rename) {
        Definition view = definitions.find(Kind.FEATURE_VIEW, selection.view());
        if (view instanceof FeatureView plain) {
            for (JoinKey joinKey : joinKeys(plain)) {
                columns.add(new Column(rename.apply(selection.requestName(joinKey.name())), joinKey.type()));
            }
        } else if (view instanceof OnDemandFeatureView onDemand) {
            for (Column field : onDemand.requestFields()) {
                columns.add(new Column(selection.requestName(field.name()), field.type()));
            }
            onDemand.inputs().forEach(input -> add(input, selection::requestName));
        }
    }

    private List<JoinKey> joinKeys(FeatureView view) {
        List<JoinKey> keys = new ArrayList<>();
        for (String name : view.entities()) {
            if (definitions.find(Kind.ENTITY, name) instanceof Entity entity) {
                keys.addAll(entity.joinKeys());
            }
        }
        return keys;
    }
}
