package io.granary.core.definition;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.window.WindowLayout;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A project as one apply left it. Immutable.
 *
 * @param number 1 for the first apply, then rising by one; 0 only for {@link #none}
 * @param viewStates one for each feature view that the project has or ever had, by its last name: what a view that is
 *     gone left in the online store is known when a view of its name comes back
 */
public record Revision(
        String project,
        int number,
        String author,
        Instant createdAt,
        String message,
        Definitions definitions,
        Map<String, ViewState> viewStates) {

    public Revision {
        viewStates = Collections.unmodifiableMap(new TreeMap<>(viewStates));
    }

    /** The state before the first apply. */
    public static Revision none(String project) {
        return new Revision(project, 0, "", Instant.EPOCH, "", Definitions.EMPTY, Map.of());
    }

    /**
     * The revision that follows this one with other definitions. Pure: generations and schema revisions depend on this
     * revision and the definitions only.
     *
     * @throws GranaryException (NOT_FOUND) when a view names an entity or source that does not exist
     */
    public Revision next(Definitions definitions, String author, String message, Instant createdAt) {
        Map<String, ViewState> states = NextStates.of(this, definitions);
        return new Revision(project, number + 1, author, createdAt, message, definitions, states);
    }

    /** An equal revision that has the other's objects wherever those are equal. */
    public Revision sharing(Revision other) {
        Map<String, ViewState> states = new TreeMap<>(viewStates);
        states.replaceAll((view, state) -> {
            ViewState known = other.viewStates.get(view);
            return known != null && known.equals(state) ? known : state;
        });
        return new Revision(
                project, number, author, createdAt, message, definitions.sharing(other.definitions), states);
    }

    /**
     * The views whose rows or window states are kept in the online store, by the field they are in or whose name those of
     * the states start with: those that are online.
     */
    public Map<String, FeatureView> onlineFields() {
        Map<String, FeatureView> fields = new TreeMap<>();
        for (FeatureView view : definitions.all(FeatureView.class)) {
            ViewState state = viewState(view.name());
            if (view.online() && isStored(view, state)) {
                fields.put(state.field(view.name()), view);
            }
        }
        return fields;
    }

    /** Not a view that an earlier build took, which did not compute windows: it is stored from the next apply on. */
    private static boolean isStored(FeatureView view, ViewState state) {
        return view.isWindowed() ? state.layout() != null : view.aggregations().isEmpty();
    }

    /**
     * How the window states of a view are stored, which may be for more windows than it has.
     *
     * @throws GranaryException NOT_FOUND when the project has no such view, FAILED_PRECONDITION when it has rows
     */
    public WindowLayout layout(String view) {
        WindowLayout layout = viewState(view).layout();
        if (layout == null) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot compute windows of feature view '" + view
                            + "': it has none, or was applied by a build that did not compute them; apply it again");
        }
        return layout;
    }

    /** Every stream, those that pushed rows become among them, in the order of the sources' names. */
    public List<StreamSource> streams() {
        return definitions.all(DataSource.class).stream()
                .map(source -> source.findStream(project))
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** @throws GranaryException (NOT_FOUND) when the project has no such feature view */
    public ViewState viewState(String view) {
        ViewState state = viewStates.get(view);
        if (state == null) {
            throw GranaryException.notFound("feature view", view);
        }
        return state;
    }
}
