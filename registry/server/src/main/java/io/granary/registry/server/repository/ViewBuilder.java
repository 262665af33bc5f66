package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Window;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.window.WindowMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes feature views, plain and on demand. */
final class ViewBuilder {

    private ViewBuilder() {}

    static FeatureView featureView(DocumentContext document) {
        Values values = document.values();
        return new FeatureView(
                document.name(),
                values.list("entities", String.class),
                values.text("source"),
                values.map("joinKeys", String.class),
                values.findText("where"),
                features(document),
                values.list("aggregations", Values.class).stream()
                        .map(ViewBuilder::aggregation)
                        .toList(),
                values.find("ttl", Duration.class),
                values.find("maxStaleness", Duration.class),
                values.valueOr("online", true, Boolean.class),
                values.valueOr("offline", true, Boolean.class),
                ExpectationBuilder.expectations(values),
                document.metadata());
    }

    static OnDemandFeatureView onDemand(DocumentContext document) {
        List<FeatureSelection> inputs = new ArrayList<>();
        List<Column> requestFields = new ArrayList<>();
        List<Object> given = document.values().list("inputs", Object.class);
        for (int i = 0; i < given.size(); i++) {
            String path = "inputs[" + i + "]";
            if (given.get(i) instanceof Values values && values.has("request")) {
                document.places().alias("requestFields[" + requestFields.size() + "]", path);
                requestFields.add(requestField(values));
            } else {
                document.places().alias("inputs[" + inputs.size() + "]", path);
                inputs.add(selection(given.get(i), path));
            }
        }
        return new OnDemandFeatureView(document.name(), inputs, requestFields, features(document), document.metadata());
    }

    /** {@code view:feature}, {@code view:*} or an object. */
    static FeatureSelection selection(Object given, String path) {
        if (given instanceof String reference) {
            String view = reference.substring(0, reference.indexOf(':'));
            String feature = reference.substring(view.length() + 1);
            return new FeatureSelection(view, null, Map.of(), feature.equals("*") ? List.of() : List.of(feature));
        }
        Values values = (Values) given;
        if (!values.has("view")) {
            throw GranaryException.invalid(path, "no view", "{view, as, joinKeys, features} or {request, type}");
        }
        return new FeatureSelection(
                values.text("view"),
                values.findText("as"),
                values.map("joinKeys", String.class),
                values.list("features", String.class));
    }

    private static Column requestField(Values values) {
        if (values.has("view") || !values.has("type")) {
            throw GranaryException.invalid(values.path(), "request field", "{request, type}");
        }
        return new Column(values.text("request"), values.value("type", DataType.class));
    }

    private static List<Feature> features(DocumentContext document) {
        return document.values().list("features", Values.class).stream()
                .map(values -> feature(values, document.places()))
                .toList();
    }

    private static Feature feature(Values values, Places places) {
        if (values.has("from") && values.has("expression")) {
            throw GranaryException.invalid(values.path(), "from and expression", "one of the two");
        }
        String name = values.text("name");
        String column = values.findText("from");
        String expression = values.findText("expression");
        if (expression == null) {
            places.alias(values.pathOf("expression"), values.pathOf(column == null ? "name" : "from"));
        }
        DataType type = values.value("type", DataType.class);
        String plain = column == null ? name : column;
        return new Feature(
                name,
                type,
                expression == null ? plain : expression,
                defaultValue(values, type),
                values.findText("was"));
    }

    private static @Nullable Object defaultValue(Values values, DataType type) {
        return Coercion.coerce(values.find("default", Object.class), type, values.pathOf("default"));
    }

    private static Aggregation aggregation(Values values) {
        return new Aggregation(
                values.text("name"),
                values.text("function"),
                values.findText("of"),
                values.list("windows", Window.class),
                values.findText("where"),
                values.valueOr("mode", WindowMode.SAWTOOTH, WindowMode.class),
                values.find("hop", Duration.class),
                values.findText("default"));
    }
}
