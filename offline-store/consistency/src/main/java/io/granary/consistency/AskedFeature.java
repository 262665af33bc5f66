package io.granary.consistency;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureReference;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A feature of a question.
 *
 * @param selection of it alone
 * @param skipped why it is not compared; null: it is
 */
record AskedFeature(FeatureSelection selection, @Nullable Skipped skipped) {

    /**
     * The features of a question, in the order of its answers.
     *
     * @throws GranaryException naming what the revision does not have
     */
    static List<AskedFeature> of(Revision revision, AnswerGroup group, Set<String> leftOut) {
        AnswerGroup.Question question = group.question();
        Definitions definitions = revision.definitions();
        List<FeatureSelection> selections = question.service() == null
                ? question.features().stream()
                        .map(FeatureReference::parse)
                        .map(FeatureReference::selection)
                        .toList()
                : definitions.service(question.service()).features();
        List<AskedFeature> features = new ArrayList<>();
        for (FeatureSelection selection : selections) {
            View view = definitions.view(selection.view());
            Skipped skipped = skipped(definitions, view, leftOut);
            for (String name : names(definitions, view, selection)) {
                features.add(new AskedFeature(
                        new FeatureSelection(selection.view(), selection.as(), selection.joinKeys(), List.of(name)),
                        skipped));
            }
        }
        requireWidth(group, features);
        return features;
    }

    private static void requireWidth(AnswerGroup group, List<AskedFeature> features) {
        if (features.size() != group.width()) {
            throw GranaryException.invalid(
                    "answers of revision " + group.question().revision(),
                    group.width() + " features",
                    features.size() + ", as the registry has the revision");
        }
    }

    private static List<String> names(Definitions definitions, View view, FeatureSelection selection) {
        return selection.features().isEmpty()
                ? definitions.features(view).stream().map(Feature::name).toList()
                : selection.features();
    }

    private static @Nullable Skipped skipped(Definitions definitions, View view, Set<String> leftOut) {
        if (leftOut.contains(view.name())) {
            return Skipped.LEFT_OUT;
        }
        if (view instanceof FeatureView stored) {
            return stored.offline() ? null : Skipped.NOT_OFFLINE;
        }
        return ((OnDemandFeatureView) view)
                .inputs().stream()
                        .map(input -> skipped(definitions, definitions.view(input.view()), leftOut))
                        .filter(reason -> reason != null)
                        .findFirst()
                        .orElse(null);
    }

    String fullName() {
        return selection.fullName(selection.features().get(0));
    }

    String view() {
        return selection.view();
    }
}
