package io.granary.offline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Expectation;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck.Range;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureService.OnMissing;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
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

/** What every engine does with the rows of a training set. */
public abstract class OfflineEngineContract extends OfflineContract {

    private static final long SEED = 20_260_115;

    @Test
    void keepsEveryEntityRowInOrder() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7").view("last", "shop", "sales", null, "sold INT64");
        entities(
                "shop,event_timestamp,label",
                "b,2001-01-02T00:00:00Z,1",
                "a,2001-01-02T00:00:00Z,2",
                "a,2001-01-02T00:00:00Z,2",
                ",2001-01-02T00:00:00Z,3",
                "a,2000-01-01T00:00:00Z,4");
        TrainingSetManifest manifest = build(ask().feature("last:sold"));
        assertThat(column("label")).containsExactly(1, 2, 2, 3, 4);
        assertThat(column("shop")).containsExactly("b", "a", "a", null, "a");
        assertThat(column("last__sold")).containsExactly(null, 7L, 7L, null, null);
        assertThat(manifest.rows()).isEqualTo(5);
    }

    @Test
    void leavesOutRowsThatAreToBeSetAside() {
        Expectation few = new Expectation("few", new Range("sold", "0", "10"), OnFailure.QUARANTINE);
        project.table(
                        few,
                        "sales",
                        SALES,
                        "a,2001-01-01T00:00:00Z,7",
                        "a,2001-01-02T00:00:00Z,11",
                        "b,2001-01-01T00:00:00Z,")
                .view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-03T00:00:00Z", "b,2001-01-03T00:00:00Z");
        TrainingSetManifest manifest = build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(7L, null);
        assertThat(manifest.features().get(0).statuses()).isEqualTo(Map.of("PRESENT", 1L, "NULL_VALUE", 1L));
    }

    @Test
    void breaksTiesOfEventTimestampByCreatedTimestamp() {
        project.table(
                        "sales",
                        "shop STRING, at TIMESTAMP, created TIMESTAMP, sold INT64",
                        "a,2001-01-01T00:00:00Z,2001-01-03T00:00:00Z,3",
                        "a,2001-01-01T00:00:00Z,2001-01-05T00:00:00Z,5",
                        "a,2001-01-01T00:00:00Z,2001-01-04T00:00:00Z,4")
                .view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-01T00:00:00Z");
        build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(5L);
    }

    @Test
    void includesBothBoundsOfTheTtlToTheMicrosecond() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00.000001Z,7")
                .view("last", "shop", "sales", Duration.ofHours(1), "sold INT64");
        entities(
                "shop,event_timestamp",
                "a,2001-01-01T00:00:00.000000Z",
                "a,2001-01-01T00:00:00.000001Z",
                "a,2001-01-01T01:00:00.000001Z",
                "a,2001-01-01T01:00:00.000002Z",
                "a,2001-02-01T00:00:00Z");
        TrainingSetManifest manifest = build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(null, 7L, 7L, null, null);
        assertThat(manifest.features().get(0).statuses())
                .isEqualTo(Map.of("NOT_FOUND", 2L, "PRESENT", 2L, "OUTSIDE_MAX_AGE", 1L));
    }

    @Test
    void givesTheDefaultsOfAServiceThatServesThem() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7", "c,2001-01-01T00:00:00Z,")
                .view("last", "shop", "sales", Duration.ofDays(2), "sold INT64 default 5")
                .define(new FeatureService(
                        "shops", List.of(FeatureSelection.allOf("last")), OnMissing.DEFAULT, 0, Metadata.NONE));
        entities(
                "shop,event_timestamp",
                "a,2001-01-02T00:00:00Z",
                "a,2001-01-05T00:00:00Z",
                "b,2001-01-02T00:00:00Z",
                "c,2001-01-02T00:00:00Z");
        TrainingSetManifest manifest = build(ask().service("shops"));
        assertThat(column("last__sold")).containsExactly(7L, null, 5L, null);
        assertThat(manifest.features().get(0).statuses())
                .isEqualTo(Map.of("PRESENT", 1L, "OUTSIDE_MAX_AGE", 1L, "NOT_FOUND", 1L, "NULL_VALUE", 1L));
        build(ask().feature("last:sold").replacingOutput());
        assertThat(column("last__sold")).containsExactly(7L, null, null, null);
    }

    @Test
    void keepsANullThatIsTheNewestValue() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,7", "a,2001-01-02T00:00:00Z,")
                .view("last", "shop", "sales", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-03T00:00:00Z");
        TrainingSetManifest manifest = build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly((Object) null);
        assertThat(manifest.features().get(0).statuses()).isEqualTo(Map.of("NULL_VALUE", 1L));
    }

    @Test
    void joinsOnEveryJoinKeyOfACompositeKey() {
        project.table(
                        "stocks",
                        "item INT64, shop STRING, at TIMESTAMP, left FLOAT64",
                        "1,a,2001-01-01T00:00:00Z,1.5",
                        "2,a,2001-01-01T00:00:00Z,2.5",
                        "1,b,2001-01-01T00:00:00Z,3.5")
                .view("stock", "stock", "stocks", null, "left FLOAT64");
        entities(
                "item,shop,event_timestamp",
                "1,b,2001-01-02T00:00:00Z",
                "2,a,2001-01-02T00:00:00Z",
                "2,b,2001-01-02T00:00:00Z");
        build(ask().feature("stock:left"));
        assertThat(column("stock__left")).containsExactly(3.5, 2.5, null);
    }

    @Test
    void takesAStaticTableAsTrueSinceTheEpoch() {
        project.table("places", "shop STRING, city STRING", "a,\"Paris, \"\"Texas\"\"\"")
                .view("place", "shop", "places", null, "city STRING");
        entities("shop,event_timestamp", "a,1970-01-01T00:00:00Z", "a,1969-12-31T23:59:59Z");
        build(ask().feature("place:*"));
        assertThat(column("place__city")).containsExactly("Paris, \"Texas\"", null);
    }

    @Test
    void asksOneViewInTwoRoles() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,1", "b,2001-01-01T00:00:00Z,2")
                .view("last", "shop", "sales", null, "sold INT64");
        entities("from,to,event_timestamp", "a,b,2001-01-02T00:00:00Z", "b,a,2001-01-02T00:00:00Z");
        build(ask().features(role("last", "from", "from")).features(role("last", "target", "to")));
        assertThat(column("from__sold")).containsExactly(1L, 2L);
        assertThat(column("target__sold")).containsExactly(2L, 1L);
    }

    @Test
    void computesOnDemandFeaturesFromFeaturesAndColumns() {
        project.table("sales", SALES, "a,2001-01-01T00:00:00Z,10")
                .view("last", "shop", "sales", null, "sold INT64")
                .define(new OnDemandFeatureView(
                        "order",
                        List.of(FeatureSelection.allOf("last")),
                        ExampleProject.columns("asked INT64"),
                        List.of(
                                ExampleProject.feature("excess INT64 = asked - last__sold"),
                                ExampleProject.feature("half INT64 = asked / 2")),
                        Metadata.NONE));
        entities(
                "shop,event_timestamp,asked",
                "a,2001-01-02T00:00:00Z,12",
                "a,2001-01-02T00:00:00Z,",
                "b,2001-01-02T00:00:00Z,12");
        TrainingSetManifest manifest = build(ask().feature("order:*"));
        assertThat(column("order__excess")).containsExactly(2L, null, null);
        assertThat(manifest.features().get(0).statuses())
                .isEqualTo(Map.of("PRESENT", 1L, "NULL_VALUE", 1L, "NOT_FOUND", 1L));
        assertThat(column("order__half")).containsExactly(6L, null, 6L);
        assertThat(manifest.features().get(1).statuses()).isEqualTo(Map.of("PRESENT", 2L, "NULL_VALUE", 1L));
    }

    @Test
    void knowsOfAStreamWhatHadArrivedUnlessEventTimeIsAsked() {
        project.stream("sold", Duration.ofHours(1), SALES, "a,2001-01-01T00:00:00Z,1", "a,2001-01-01T05:00:00Z,2")
                .view("last", "shop", "sold", null, "sold INT64");
        entities("shop,event_timestamp", "a,2001-01-01T05:59:59Z", "a,2001-01-01T06:00:00Z");
        TrainingSetManifest served = build(ask().feature("last:sold"));
        assertThat(column("last__sold")).containsExactly(1L, 2L);
        assertThat(served.sources().get(0).knowledge()).isEqualTo(Knowledge.AS_SERVED);
        build(ask().feature("last:sold").knowledge(Knowledge.EVENT_TIME).replacingOutput());
        assertThat(column("last__sold")).containsExactly(2L, 2L);
    }

    @Test
    void agreesWithNestedLoopsOnRandomRows() {
        Random random = new Random(SEED);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Instant at = moment(random);
            facts.add(
                    new Fact(key(random), at, at.plusSeconds(random.nextInt(40)).plusNanos(i * 1_000L), i));
        }
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            questions.add(new Question(key(random), moment(random)));
        }
        Duration ttl = Duration.ofSeconds(25);
        project.table(
                        "sales",
                        "shop STRING, at TIMESTAMP, created TIMESTAMP, sold INT64",
                        facts.stream()
                                .map(fact -> fact.key() + "," + fact.at() + "," + fact.created() + "," + fact.value())
                                .toArray(String[]::new))
                .view("last", "shop", "sales", ttl, "sold INT64");
        List<String> lines = new ArrayList<>(List.of("shop,event_timestamp"));
        questions.forEach(question -> lines.add(question.key() + "," + question.at()));
        entities(lines.toArray(String[]::new));
        for (Knowledge knowledge : Knowledge.values()) {
            build(ask().feature("last:sold").knowledge(knowledge).replacingOutput());
            assertThat(column("last__sold"))
                    .as("%s with seed %d", knowledge, SEED)
                    .containsExactlyElementsOf(answers(questions, facts, ttl, knowledge));
        }
    }

    private static List<@Nullable Object> answers(
            List<Question> questions, List<Fact> facts, Duration ttl, Knowledge knowledge) {
        List<@Nullable Object> answers = new ArrayList<>();
        for (Question question : questions) {
            Fact fact = NestedLoops.answer(question, facts, ttl, knowledge);
            answers.add(fact == null ? null : fact.value());
        }
        return answers;
    }

    private static Instant moment(Random random) {
        return Instant.parse("2001-01-01T00:00:00Z").plusSeconds(random.nextInt(120));
    }

    private static String key(Random random) {
        return "shop" + random.nextInt(7);
    }

    private static FeatureSelection role(String view, String as, String column) {
        return new FeatureSelection(view, as, Map.of("shop", column), List.of());
    }
}
