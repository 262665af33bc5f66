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

    /** Between the checks and what a view was defined with; nobody would write it. */
    private static final String OWN = " && true && (";

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
        String guard = guard(view, source);
        return guarded(guard, own(view, guard));
    }

    /**
     * CEL that selects the rows which a view's own expectations are about: those that its source does not set aside, and
     * its own {@code where} selects; null: all.
     */
    public static @Nullable String reaching(FeatureView view, DataSource source) {
        return guarded(join(ofSource(source)), own(view, guard(view, source)));
    }

    /** The condition that a view was defined with. */
    private static @Nullable String own(FeatureView view, String guard) {
        String where = view.where();
        if (where == null || guard.isEmpty() || where.equals(guard)) {
            return guard.isEmpty() ? where : null;
        }
        String before = guard + OWN;
        return where.startsWith(before) ? where.substring(before.length(), where.length() - 1) : where;
    }

    private static @Nullable String guarded(String guard, @Nullable String where) {
        if (guard.isEmpty() || where == null) {
            return guard.isEmpty() ? where : guard;
        }
        return guard + OWN + where + ")";
    }

    private static String guard(FeatureView view, DataSource source) {
        return join(Stream.concat(
                ofSource(source),
                view.expectations().stream()
                        .filter(Expectation::quarantines)
                        .map(each -> RowExpectation.text((ExpectationCheck.OfRow) each.check(), view))));
    }

    private static Stream<String> ofSource(DataSource source) {
        return source.expectations().stream()
                .filter(Expectation::quarantines)
                .map(each -> RowExpectation.text((ExpectationCheck.OfRow) each.check()));
    }

    private static String join(Stream<String> checks) {
        return checks.collect(Collectors.joining(AND));
    }

    private static FeatureView guarded(FeatureView view, Definitions definitions) {
        String where = where(view, definitions.source(view.source()));
        return where == null || where.equals(view.where()) ? view : view.where(where);
    }
}
