package io.granary.offline.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.granary.core.GranaryException;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Window;
import io.granary.core.window.WindowMode;
import io.granary.offline.engine.NestedLoops.Fact;
import io.granary.offline.engine.NestedLoops.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Labels: what a view says after the moment of an entity row, and nothing of what it said before. */
public abstract class OfflineLabelContract extends OfflineContract {

    private static final long SEED = Long.getLong("granary.seed", 20_261_121);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
    private static final String FACTS = "shop STRING, at TIMESTAMP, created TIMESTAMP, sold INT64";

    @Test
    void seesOnlyWhatComesAfterTheMoment() {
        startSales();
        entities(
                "shop,event_timestamp,label",
                "a,2001-01-01T09:59:59.999999Z,0",
                "a,2001-01-01T10:00:00Z,1",
                "a,2001-01-01T11:00:00Z,2",
                "a,2001-01-01T12:00:00Z,3",
                "b,2001-01-01T11:30:00Z,4",
                "c,2001-01-01T14:00:00Z,5",
                "c,2001-01-01T14:00:00.000001Z,6",
                "d,2001-01-01T10:00:00Z,7",
                ",2001-01-01T10:00:00Z,8");
        TrainingSetManifest manifest = build(label("last", HOUR, null).feature("last:sold"));
        assertThat(column("label__sold")).containsExactly(1L, 2L, 3L, null, null, 9L, null, null, null);
        assertThat(column("label__status"))
                .containsExactly(
                        "PRESENT",
                        "PRESENT",
                        "PRESENT",
                        "NOT_FOUND",
                        "PRESENT",
                        "PRESENT",
                        "NOT_YET_KNOWN",
                        "NOT_FOUND",
                        "NOT_FOUND");
        assertThat(column("last__sold")).containsExactly(null, 1L, 2L, 3L, null, null, null, null, null);
        assertThat(statuses(manifest, "label__sold"))
                .isEqualTo(Map.of("PRESENT", 4L, "NULL_VALUE", 1L, "NOT_FOUND", 3L, "NOT_YET_KNOWN", 1L));
        assertThat(statuses(manifest, "label__status"))
                .isEqualTo(Map.of("PRESENT", 5L, "NOT_FOUND", 3L, "NOT_YET_KNOWN", 1L));
        assertThat(manifest.features()).extracting(TrainingSetColumn::name).containsExactly("last__sold");
        assertThat(manifest.columns())
                .filteredOn(column -> column.origin() == TrainingSetColumn.Origin.LABEL)
                .extracting(TrainingSetColumn::name, TrainingSetColumn::nulls)
                .containsExactly(tuple("label__sold", 5L), tuple("label__status", 0L));
        assertThat(requireNonNull(manifest.recipe().shape().label()).until())
                .isEqualTo(Instant.parse("2001-01-01T15:00:00Z"));
    }

    @Test
    void isKnownUpToTheMomentThatIsGiven() {
        startSales();
        entities("shop,event_timestamp", "a,2001-01-01T10:00:00Z", "a,2001-01-01T11:00:00Z", "d,2001-01-02T00:00:00Z");
        build(label("last", HOUR, Instant.parse("2001-01-01T11:00:00Z")).feature("last:sold"));
        assertThat(column("label__sold")).containsExactly(2L, null, null);
        assertThat(column("label__status")).containsExactly("PRESENT", "NOT_YET_KNOWN", "NOT_YET_KNOWN");
        build(label("last", HOUR, Instant.parse("2002-01-01T00:00:00Z"))
                .feature("last:sold")
                .replacingOutput());
        assertThat(column("label__status")).containsExactly("PRESENT", "PRESENT", "NOT_FOUND");
    }

    @Test
    void ofAStreamIsKnownWhereItsHistoryReaches() {
        startSales();
        project.stream("clicks", Duration.ofMinutes(10), SALES, "a,2001-01-31T22:55:00Z,5", "a,2001-01-31T23:30:00Z,6")
                .view("click", "shop", "clicks", Duration.ofMinutes(5), "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-31T22:00:00Z", "a,2001-01-31T22:59:59Z", "a,2001-01-31T23:00:00Z");
        build(label("click", HOUR, null).feature("last:sold"));
        assertThat(column("label__sold")).containsExactly(null, 6L, null);
        assertThat(column("label__status")).containsExactly("NOT_FOUND", "PRESENT", "NOT_YET_KNOWN");
    }

    @Test
    void comesWithWindowsOfItsSource() {
        startSales();
        project.define(windows());
        entities("shop,event_timestamp", "a,2001-01-01T11:00:00Z", "a,2001-01-01T12:00:00Z", "c,2001-01-01T15:00:00Z");
        build(label("last:sold", HOUR, null).feature("recent:*"));
        assertThat(column("recent__sum_1h")).containsExactly(1L, 2L, null);
        assertThat(column("label__sold")).containsExactly(3L, null, null);
        assertThat(column("label__status")).containsExactly("PRESENT", "NOT_FOUND", "NOT_YET_KNOWN");
    }

    @ParameterizedTest
    @EnumSource(names = {"EVENT_TIME", "CREATED"})
    void agreesWithNestedLoops(Knowledge knowledge, TestReporter reporter) {
        reporter.publishEntry("granary.seed", String.valueOf(SEED));
        Random random = new Random(SEED);
        Duration horizon = Duration.ofSeconds(40);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Instant at = START.plusSeconds(random.nextInt(600));
            facts.add(new Fact(
                    "s" + random.nextInt(8),
                    at,
                    at.plusSeconds(random.nextInt(60)).plusNanos(i * 1_000L),
                    i));
        }
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            questions.add(new Question("s" + random.nextInt(9), START.plusSeconds(random.nextInt(700) - 30)));
        }
        project.table(
                        "facts",
                        FACTS,
                        facts.stream()
                                .map(fact -> String.join(
                                        ",", fact.key(), "" + fact.at(), "" + fact.created(), "" + fact.value()))
                                .toArray(String[]::new))
                .view("fact", "shop", "facts", Duration.ofSeconds(7), "sold INT64");
        List<String> lines = new ArrayList<>(List.of("shop,event_timestamp"));
        questions.forEach(question -> lines.add(question.key() + "," + question.at()));
        entities(lines.toArray(String[]::new));
        build(label("fact", horizon, null).feature("fact:sold").knowledge(knowledge));
        List<@Nullable Object> labels = new ArrayList<>();
        List<@Nullable Object> statuses = new ArrayList<>();
        List<@Nullable Object> features = new ArrayList<>();
        for (Question question : questions) {
            Fact label = label(question, facts, horizon, knowledge);
            boolean isKnown = !question.at().plus(horizon).isAfter(reach(facts, knowledge));
            labels.add(isKnown && label != null ? label.value() : null);
            statuses.add(!isKnown ? "NOT_YET_KNOWN" : label == null ? "NOT_FOUND" : "PRESENT");
            Fact feature = NestedLoops.answer(question, facts, Duration.ofSeconds(7), knowledge);
            features.add(feature == null ? null : feature.value());
        }
        assertThat(statuses).contains("NOT_YET_KNOWN", "NOT_FOUND", "PRESENT");
        assertThat(column("label__sold")).as("seed %s", SEED).containsExactlyElementsOf(labels);
        assertThat(column("label__status")).as("seed %s", SEED).containsExactlyElementsOf(statuses);
        assertThat(column("fact__sold")).as("seed %s", SEED).containsExactlyElementsOf(features);
    }

    @Test
    void refusesViewsThatCannotTellWhatComesAfter() {
        startSales();
        project.define(windows());
        project.table("places", "shop STRING, sold INT64", "a,1").view("place", "shop", "places", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-01T10:00:00Z");
        refused(
                "recent",
                "Cannot take view 'recent' for a label: it has windows, whose tails reach back to before the"
                        + " moment of a row");
        refused("place", "Cannot take view 'place' for a label: its source 'places' has no event timestamp");
    }

    /** As plainly as it can be said: the newest of the rows in (T, T + horizon] that are known at T + horizon. */
    private static @Nullable Fact label(Question question, List<Fact> facts, Duration horizon, Knowledge knowledge) {
        Instant end = question.at().plus(horizon);
        Fact best = null;
        for (Fact fact : facts) {
            boolean matches = fact.key().equals(question.key())
                    && fact.at().isAfter(question.at())
                    && !fact.at().isAfter(end)
                    && (knowledge == Knowledge.EVENT_TIME || !fact.created().isAfter(end));
            boolean isNewer = best == null
                    || fact.at().isAfter(best.at())
                    || (fact.at().equals(best.at()) && fact.created().isAfter(best.created()));
            if (matches && isNewer) {
                best = fact;
            }
        }
        return best;
    }

    private static Instant reach(List<Fact> facts, Knowledge knowledge) {
        Instant reach = Instant.MIN;
        for (Fact fact : facts) {
            Instant known = knowledge == Knowledge.EVENT_TIME ? fact.at() : fact.created();
            reach = known.isAfter(reach) ? known : reach;
        }
        return reach;
    }

    private void refused(String view, String message) {
        assertThatThrownBy(() -> build(label(view, HOUR, null).feature("last:sold")))
                .isInstanceOf(GranaryException.class)
                .hasMessage(message);
        assertThat(output()).doesNotExist();
    }

    private void startSales() {
        project.table(
                        "sales",
                        SALES,
                        "a,2001-01-01T10:00:00Z,1",
                        "a,2001-01-01T11:00:00Z,2",
                        "a,2001-01-01T12:00:00Z,3",
                        "b,2001-01-01T12:00:00Z,",
                        "c,2001-01-01T15:00:00Z,9")
                .view("last", "shop", "sales", null, "sold INT64");
    }

    private static FeatureView windows() {
        Aggregation sum = new Aggregation("sum", "sum", "sold", List.of(Window.parse("1h")), null, WindowMode.EXACT);
        return new FeatureView(
                "recent",
                List.of("shop"),
                "sales",
                Map.of(),
                null,
                List.of(),
                List.of(sum),
                null,
                true,
                true,
                Metadata.NONE);
    }

    private TrainingSetRequest.Builder label(String reference, Duration horizon, @Nullable Instant until) {
        return ask().shape(SetShape.PLAIN.with(LabelJoin.of(reference, horizon, until)));
    }

    private static Map<String, Long> statuses(TrainingSetManifest manifest, String column) {
        return manifest.columns().stream()
                .filter(each -> each.name().equals(column))
                .findFirst()
                .orElseThrow()
                .statuses();
    }
}
