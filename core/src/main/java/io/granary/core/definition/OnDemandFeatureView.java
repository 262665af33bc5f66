package io.granary.core.definition;

import io.granary.core.type.Column;
import java.util.List;

/**
 * Features computed at the time of a request, from other features and from fields of the request. In expressions an
 * input feature is called by its full name ({@code role__feature}), a request field by its name.
 *
 * @param inputs features of plain views (never of another on-demand view)
 * @param requestFields what the request or entity frame must bring
 */
public record OnDemandFeatureView(
        String name,
        List<FeatureSelection> inputs,
        List<Column> requestFields,
        List<Feature> features,
        Metadata metadata)
        implements View {

    public OnDemandFeatureView {
        inputs = List.copyOf(inputs);
        requestFields = List.copyOf(requestFields);
        features = List.copyOf(features);
    }

    @Override
    public Kind kind() {
        return Kind.ON_DEMAND_FEATURE_VIEW;
    }
}
