package io.granary.core.expectation;

import io.granary.core.definition.DataSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.ExpectationCheck;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out of jobs over rows at rest what expectations set aside: their checks go before the {@code where} of every
 * view of the source, so that each engine leaves out the rows that become dead letters of a stream.
 */
public final class Quarantine {

    private static final String AND = " && ";

    private Quarantine() {}

    /** The revision with such views; itself when no expectation sets anything aside. Applied again, it changes nothing. */
    public static Revision applied(Revision revision) {
        Definitions definitions = revision.definitions();
        if (definitions.all().stream().noneMatch(Quarantine::quarantines)) {
            return revision;
        }
        List<Definition> guarded = definitions.all().stream()
                .map(each -> each instanceof FeatureView view ? guarded(view, definitions) : each)
                .toList();
        return guarded.equals(definitions.all())
                ? revision
                : new Revision(
                        revision.project(),
                        revision.number(),
                        revision.author(),
                        revision.createdAt(),
                        revision.message(),
                        new Definitions(guarded),
                        revision.viewStates());
    }

    private static boolean quarantines(Definition definition) {
        if (definition instanceof DataSource source) {
            return source.expectations().stream().anyMatch(Expectation::quarantines);
        }
        return definition instanceof FeatureView view
                && view.expectations().stream().anyMatch(Expectation::quarantines);
    }

    /** The {@code where} of a view with the checks of its source and itself that set rows aside before it. */
    public static @Nullable String where(FeatureView view, DataSource source) {
        String guard = Stream.concat(
                        source.expectations().stream()
                                .filter(Expectation::quarantines)
                                .map(each -> RowExpectation.text((ExpectationCheck.OfRow) each.check())),
                        view.expectations().stream()
                                .filter(Expectation::quarantines)
                                .map(each -> RowExpectation.text((ExpectationCheck.OfRow) each.check(), view)))
                .collect(Collectors.joining(AND));
        String where = view.where();
        if (guard.isEmpty() || (where != null && isGuarded(where, guard))) {
            return where;
        }
        return where == null ? guard : guard + AND + "(" + where + ")";
    }

    private static boolean isGuarded(String where, String guard) {
        return where.equals(guard) || where.startsWith(guard + AND);
    }

    private static FeatureView guarded(FeatureView view, Definitions definitions) {
        String where = where(view, definitions.source(view.source()));
        return where == null || where.equals(view.where()) ? view : view.where(where);
    }
}
