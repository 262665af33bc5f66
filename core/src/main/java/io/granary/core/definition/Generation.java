package io.granary.core.definition;

import io.granary.core.row.RowSchema;
import io.granary.core.window.WindowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which generation a view's definition belongs to. A definition of rows fits a generation when it shares the generation's
 * base and computes no feature that the generation ever had in another way; one of windows when it shares the base and
 * the generation's stored layout answers it. It stays in its view's generation while it fits, else returns to the latest
 * earlier one that it fits, else is born as a new one.
 */
final class Generation {

    private static final int NAME_LENGTH = 12;

    private final FeatureView view;
    private final @Nullable FeatureView before;
    private final ViewFingerprints fingerprints;
    private final Map<String, String> shared;
    private final @Nullable PlannedWindows windows;

    private Generation(FeatureView view, @Nullable FeatureView before, Definitions definitions) {
        this.view = view;
        this.before = before;
        this.fingerprints = ViewFingerprints.of(view, definitions);
        this.shared = fingerprints.shared();
        this.windows = view.isWindowed() ? PlannedWindows.of(view, definitions) : null;
    }

    /** @param before the view in the revision before, under whatever name; null: it was not there */
    static Generation of(FeatureView view, @Nullable FeatureView before, Definitions definitions) {
        return new Generation(view, before, definitions);
    }

    /**
     * The state of the view after this definition was applied.
     *
     * @param state the view's state in the revision before, or null for a view that is new
     * @param revision the number of the revision that applies this definition
     * @param taken the store's fields that a new generation must not have
     */
    ViewState next(@Nullable ViewState state, int revision, Set<String> taken) {
        if (state == null) {
            return born(revision, List.of(), taken);
        }
        Map<String, String> columns = columns(state);
        if (columns != null) {
            return advanced(state, columns, revision, state.retired());
        }
        List<ViewState> retired = new ArrayList<>(state.retired());
        retired.add(state.with(state.names(), List.of()));
        for (int i = retired.size() - 1; i >= 0; i--) {
            Map<String, String> earlier = columns(retired.get(i));
            if (earlier != null) {
                return advanced(retired.remove(i), earlier, revision, retired);
            }
        }
        return born(revision, retired, taken);
    }

    /** The stored column of each feature, or null when the definition does not fit the generation. */
    private @Nullable Map<String, String> columns(ViewState state) {
        boolean fits = shared.entrySet().stream()
                .allMatch(entry ->
                        entry.getValue().equals(state.fingerprints().getOrDefault(entry.getKey(), entry.getValue())));
        return fits && isStoredAs(state.layout()) ? FeatureColumns.find(view, state, fingerprints, before) : null;
    }

    private boolean isStoredAs(@Nullable WindowLayout layout) {
        if (windows == null || layout == null) {
            return windows == null && layout == null;
        }
        return windows.areAnsweredBy(layout);
    }

    private ViewState born(int revision, List<ViewState> retired, Set<String> taken) {
        RowSchema schema =
                new RowSchema(view.features().stream().map(Feature::column).toList());
        WindowLayout layout = windows == null ? null : windows.layout();
        return new ViewState(
                name(layout, taken), revision, List.of(schema), fingerprints.all(), StoredNames.SAME, layout, retired);
    }

    private ViewState advanced(ViewState state, Map<String, String> columns, int revision, List<ViewState> retired) {
        Map<String, String> everHad = new TreeMap<>(state.fingerprints());
        everHad.putAll(shared);
        view.features().forEach(feature -> {
            String column = Objects.requireNonNull(columns.get(feature.name()));
            everHad.put(column, fingerprints.feature(feature, column));
        });
        StoredNames names = state.names().withColumns(columns);
        ViewState named = new ViewState(
                state.generation(), state.schemaRevision(), state.schemas(), everHad, names, state.layout(), retired);
        RowSchema schema =
                new RowSchema(view.features().stream().map(named::column).toList());
        return state.schema().id() == schema.id() ? named : widened(named, schema, revision);
    }

    private static ViewState widened(ViewState state, RowSchema schema, int revision) {
        List<RowSchema> schemas = new ArrayList<>(state.schemas());
        schemas.remove(schema);
        schemas.add(schema);
        return new ViewState(
                state.generation(),
                revision,
                schemas,
                state.fingerprints(),
                state.names(),
                state.layout(),
                state.retired());
    }

    private String name(@Nullable WindowLayout layout, Set<String> taken) {
        String name = hash(layout, 0);
        for (int i = 1; taken.contains(view.name() + "@" + name); i++) {
            name = hash(layout, i);
        }
        return name;
    }

    /** @param attempt 0 unless another view has the field, as one that was renamed has its old one */
    private String hash(@Nullable WindowLayout layout, int attempt) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprints.all().forEach((feature, hash) -> fingerprint.add(feature).add(hash));
        if (layout != null) {
            fingerprint.add(layout);
        }
        return (attempt == 0 ? fingerprint : fingerprint.add(attempt)).hex().substring(0, NAME_LENGTH);
    }
}
