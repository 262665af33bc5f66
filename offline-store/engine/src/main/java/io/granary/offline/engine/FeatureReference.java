package io.granary.offline.engine;

import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureSelection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form of a feature: {@code view:feature} or {@code view:*}. */
final class FeatureReference {

    private static final Pattern TEXT = Pattern.compile("(\\w+):(\\w+|\\*)");

    private FeatureReference() {}

    static FeatureSelection parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw GranaryException.invalid("feature", text, "view:feature or view:*");
        }
        String feature = matcher.group(2);
        return new FeatureSelection(
                matcher.group(1), null, Map.of(), feature.equals("*") ? List.of() : List.of(feature));
    }
}
