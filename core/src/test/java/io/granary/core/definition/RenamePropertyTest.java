package io.granary.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.Property;
import io.granary.core.row.RowCodec;
import io.granary.core.row.RowProjection;
import io.granary.core.row.RowSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of a view, with rows written under every revision and read under the last one. */
class RenamePropertyTest {

    private static final String[] NAMES = {"a", "b", "c", "d", "a_2"};
    private static final String[] EXPRESSIONS = {"miles", "minutes", "miles + minutes", "miles * 2"};

    @Test
    void whateverIsRenamedReadsAsItDidAndNothingReadsAnothersValue() {
        Property.check(2_000, random -> {
            Store store = new Store();
            Revision revision = null;
            List<Feature> features = nextFeatures(random);
            for (int i = 0; i < 6; i++) {
                FeatureView view = Trips.view("trips", features.toArray(Feature[]::new));
                Revision next = revision == null ? Trips.first(view) : Trips.apply(revision, view);
                if (revision != null) {
                    store.requireSameValues(revision, next);
                }
                revision = next;
                store.write(revision);
                store.requireOwnValues(revision);
                features = random.nextInt(5) == 0 ? nextFeatures(random) : changed(features, random);
            }
        });
    }

    /** Rows by the field and schema that they were written under. */
    private static final class Store {

        private final Map<String, List<Row>> byField = new HashMap<>();

        void write(Revision revision) {
            ViewState state = revision.viewState("trips");
            Object[] values = revision.definitions().featureView("trips").features().stream()
                    .map(feature -> value(feature))
                    .toArray();
            Row row = new Row(state.schema(), RowCodec.of(state.schema()).encode(values));
            byField.computeIfAbsent(state.field("trips"), field -> new ArrayList<>())
                    .add(row);
        }

        /** No value is that of a feature that is computed in another way. */
        void requireOwnValues(Revision revision) {
            for (Row row : rows(revision)) {
                read(revision, row).forEach((feature, value) -> {
                    if (value != null) {
                        assertThat(value).isEqualTo(value(feature));
                    }
                });
            }
        }

        /** A feature that was renamed, or stayed, reads from each row what it read before. */
        void requireSameValues(Revision before, Revision after) {
            if (!before.viewState("trips")
                    .generation()
                    .equals(after.viewState("trips").generation())) {
                return;
            }
            Set<String> renamed = new HashSet<>();
            after.definitions().featureView("trips").features().forEach(feature -> renamed.add(feature.was()));
            for (Row row : rows(before)) {
                Map<String, @Nullable Object> old = new HashMap<>();
                read(before, row).forEach((feature, value) -> old.put(feature.name() + feature.expression(), value));
                read(after, row).forEach((feature, value) -> {
                    if (isSaidAgain(before, feature)) {
                        return;
                    }
                    String name = feature.was() == null ? feature.name() : feature.was();
                    boolean isNew = feature.was() == null && renamed.contains(name);
                    String known = name + feature.expression();
                    if (old.containsKey(known) && !isNew) {
                        assertThat(value)
                                .as(() -> feature + shown(before) + shown(after))
                                .isEqualTo(old.get(known));
                    }
                });
            }
        }

        /** Whether the old name is that of an earlier rename, so that it may mean that one or one more. */
        private static boolean isSaidAgain(Revision before, Feature feature) {
            Feature known = before.definitions().featureView("trips").findFeature(feature.name());
            return known != null && known.was() != null && known.was().equals(feature.was());
        }

        private List<Row> rows(Revision revision) {
            return byField.getOrDefault(revision.viewState("trips").field("trips"), List.of());
        }

        private static Map<Feature, @Nullable Object> read(Revision revision, Row row) {
            List<Feature> features = revision.definitions().featureView("trips").features();
            ViewState state = revision.viewState("trips");
            RowSchema wanted =
                    new RowSchema(features.stream().map(state::column).toList());
            @Nullable Object[] values = RowProjection.of(row.schema, wanted).decode(row.body, 0);
            Map<Feature, @Nullable Object> read = new HashMap<>();
            for (int i = 0; i < values.length; i++) {
                read.put(features.get(i), values[i]);
            }
            return read;
        }

        private static Long value(Feature feature) {
            return (long) feature.expression().hashCode();
        }
    }

    private static String shown(Revision revision) {
        StringBuilder text = new StringBuilder("\n revision " + revision.number() + ":");
        revision.definitions()
                .featureView("trips")
                .features()
                .forEach(feature ->
                        text.append(" ").append(feature.name() + "=" + feature.expression() + " was " + feature.was()));
        return text + ", columns " + revision.viewState("trips").names().features();
    }

    private record Row(RowSchema schema, byte[] body) {}

    private static List<Feature> nextFeatures(Random random) {
        List<Feature> features = new ArrayList<>();
        for (String name : shuffled(random).subList(0, 1 + random.nextInt(NAMES.length))) {
            features.add(Trips.feature(name, EXPRESSIONS[random.nextInt(EXPRESSIONS.length)]));
        }
        return features;
    }

    /** Each feature keeps its meaning under its own or another name; some go, some come. */
    private static List<Feature> changed(List<Feature> features, Random random) {
        List<String> names = shuffled(random);
        List<Feature> changed = new ArrayList<>();
        for (Feature feature : features) {
            if (random.nextInt(4) == 0 && changed.size() + 1 < features.size()) {
                continue;
            }
            String name = names.remove(0);
            changed.add(Trips.feature(name, feature.expression(), name.equals(feature.name()) ? null : feature.name()));
        }
        if (random.nextBoolean() && !names.isEmpty()) {
            changed.add(Trips.feature(names.get(0), EXPRESSIONS[random.nextInt(EXPRESSIONS.length)]));
        }
        return changed;
    }

    private static List<String> shuffled(Random random) {
        List<String> names = new ArrayList<>(Arrays.asList(NAMES));
        Collections.shuffle(names, random);
        return names;
    }
}
