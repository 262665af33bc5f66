package io.granary.ingestion.materialization;

import io.granary.core.ErrorCode;
import io.granary.core.Suggestions;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Kind;
import io.granary.core.definition.View;
import io.granary.core.definition.ViewsAtRest;
import io.granary.http.InvalidRequest;
import io.granary.http.ProblemError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the views that an order names, and says what is wrong with each that cannot be materialized. */
final class WantedViews {

    private WantedViews() {}

    /** @throws InvalidRequest NOT_FOUND when one does not exist, UNPROCESSABLE when one cannot be materialized */
    static List<String> of(Definitions definitions, @Nullable List<String> names) {
        if (names == null) {
            return ViewsAtRest.of(definitions);
        }
        List<ProblemError> unknown = new ArrayList<>();
        List<ProblemError> unfit = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            check(definitions, i, names.get(i), unknown, unfit);
        }
        require(ErrorCode.NOT_FOUND, unknown);
        require(ErrorCode.UNPROCESSABLE, unfit);
        return names;
    }

    private static void check(
            Definitions definitions, int index, String name, List<ProblemError> unknown, List<ProblemError> unfit) {
        String place = "feature_views[" + index + "]";
        if (!(definitions.find(Kind.FEATURE_VIEW, name) instanceof View view)) {
            unknown.add(new ProblemError(place, "'" + name + "' does not exist" + suggestion(definitions, name)));
            return;
        }
        String whyNot = ViewsAtRest.whyNot(definitions, view);
        if (whyNot != null) {
            unfit.add(new ProblemError(place, "'" + name + "' cannot be materialized: " + whyNot));
        }
    }

    private static void require(ErrorCode code, List<ProblemError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidRequest(code, errors);
        }
    }

    private static String suggestion(Definitions definitions, String name) {
        List<String> views =
                definitions.all(View.class).stream().map(Definition::name).toList();
        String suggestion = Suggestions.of(name, views);
        return suggestion == null ? "" : "; " + suggestion;
    }
}
