package io.granary.core.definition;

import io.granary.core.row.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which generation a view's definition belongs to. A definition fits a generation when it shares the generation's base
 * and computes no feature that the generation ever had in another way; it stays in its view's generation while it fits,
 * else returns to the latest earlier one that it fits, else is born as a new one.
 */
final class Generation {

    private static final int NAME_LENGTH = 12;

    private final Map<String, String> fingerprints;
    private final RowSchema schema;

    private Generation(Map<String, String> fingerprints, RowSchema schema) {
        this.fingerprints = fingerprints;
        this.schema = schema;
    }

    static Generation of(FeatureView view, Definitions definitions) {
        RowSchema schema =
                new RowSchema(view.features().stream().map(Feature::column).toList());
        return new Generation(ViewFingerprints.of(view, definitions), schema);
    }

    /**
     * The state of the view after this definition was applied.
     *
     * @param before the view's state in the revision before, or null for a view that is new
     * @param revision the number of the revision that applies this definition
     */
    ViewState state(@Nullable ViewState before, int revision) {
        if (before == null) {
            return born(revision, List.of());
        }
        if (fits(before)) {
            return advanced(before, revision, before.retired());
        }
        List<ViewState> retired = new ArrayList<>(before.retired());
        retired.add(new ViewState(
                before.generation(), before.schemaRevision(), before.schemas(), before.fingerprints(), List.of()));
        for (int i = retired.size() - 1; i >= 0; i--) {
            if (fits(retired.get(i))) {
                return advanced(retired.remove(i), revision, retired);
            }
        }
        return born(revision, retired);
    }

    private boolean fits(ViewState state) {
        return fingerprints.entrySet().stream()
                .allMatch(entry ->
                        entry.getValue().equals(state.fingerprints().getOrDefault(entry.getKey(), entry.getValue())));
    }

    private ViewState born(int revision, List<ViewState> retired) {
        return new ViewState(name(), revision, List.of(schema), fingerprints, retired);
    }

    private ViewState advanced(ViewState state, int revision, List<ViewState> retired) {
        Map<String, String> everHad = new TreeMap<>(state.fingerprints());
        everHad.putAll(fingerprints);
        if (state.schema().id() == schema.id()) {
            return new ViewState(state.generation(), state.schemaRevision(), state.schemas(), everHad, retired);
        }
        List<RowSchema> schemas = new ArrayList<>(state.schemas());
        schemas.remove(schema);
        schemas.add(schema);
        return new ViewState(state.generation(), revision, schemas, everHad, retired);
    }

    private String name() {
        Fingerprint fingerprint = new Fingerprint();
        fingerprints.forEach((feature, hash) -> fingerprint.add(feature).add(hash));
        return fingerprint.hex().substring(0, NAME_LENGTH);
    }
}
