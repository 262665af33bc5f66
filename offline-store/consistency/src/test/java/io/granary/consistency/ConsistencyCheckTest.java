package io.granary.consistency;

import static io.granary.consistency.ShopAnswers.minutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.answers.AnswerFile;
import io.granary.consistency.EntityErasures.Ended;
import io.granary.consistency.ShopAnswers.Answer;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.erasure.Erasure;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.local.LocalEngine;
import io.granary.offline.local.LocalEngineConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers of a server that are compared with training sets of the engine of one machine. */
@Timeout(120)
class ConsistencyCheckTest {

    private static final String AMOUNT = "last_visit:amount";
    private static final String SUM = "spending:amount_1h";
    private static final String PRICE = "offer:price";

    @TempDir
    private Path folder;

    private ShopAnswers shop;

    @BeforeEach
    void start() throws IOException {
        shop = new ShopAnswers(folder)
                .visit("ann", 0, 0, 1.5)
                .visit("ann", 10, 10, 2.5)
                .visit("bob", 0, 30, 7)
                .visit("eve", 20.5, 20, 9);
    }

    @Test
    void valuesThatAreTheSameAreCounted() throws IOException {
        shop.log(
                Answer.of(AMOUNT, "ann", minutes(0), 1.5).event(minutes(0)),
                Answer.of(AMOUNT, "ann", minutes(9.9), 1.5).event(minutes(0)),
                Answer.of(AMOUNT, "ann", minutes(10), 2.5).event(minutes(10)),
                Answer.of(AMOUNT, "ann", minutes(71), null).status(FeatureStatus.OUTSIDE_MAX_AGE),
                Answer.of(AMOUNT, "bob", minutes(29), null),
                Answer.of(AMOUNT, "bob", minutes(30), 7.0).event(minutes(0)),
                Answer.of(SUM, "ann", minutes(10), 1.5),
                Answer.of(SUM, "ann", minutes(11), 4.0),
                Answer.of(SUM, "bob", minutes(29), null).status(FeatureStatus.NULL_VALUE),
                Answer.of("model", "zoe", minutes(1), -1.0).status(FeatureStatus.NOT_FOUND));

        ConsistencyReport report = check(request());

        assertThat(report.examples()).isEmpty();
        assertThat(report.mismatchCount()).isZero();
        assertThat(report.answers()).isEqualTo(10);
        assertThat(report.values()).isEqualTo(Map.of("last_visit", 7L, "spending", 3L));
    }

    @Test
    void aRowThatCameShortlyBeforeIsInFlightAndOneThatCameLongBeforeIsLate() throws IOException {
        shop.log(
                Answer.of(AMOUNT, "ann", minutes(10.05), 1.5).event(minutes(0)),
                Answer.of(SUM, "ann", minutes(10.05), 1.5),
                Answer.of(AMOUNT, "ann", minutes(20), 1.5).event(minutes(0)),
                Answer.of(SUM, "ann", minutes(20), null).status(FeatureStatus.NULL_VALUE),
                Answer.of(AMOUNT, "bob", minutes(29.95), 7.0).event(minutes(0)));

        ConsistencyReport report = check(request());

        assertThat(report.mismatches())
                .isEqualTo(Map.of(
                        "last_visit", Map.of(Explanation.IN_FLIGHT, 2L, Explanation.LATE, 1L),
                        "spending", Map.of(Explanation.IN_FLIGHT, 1L, Explanation.LATE, 1L)));
        assertThat(report.unexplained()).isZero();
        assertThat(report.examples())
                .extracting(DifferingValue::reason)
                .contains(
                        "not applied yet: row of 2026-01-01T10:10:00Z that came at 2026-01-01T10:10:00Z (table"
                                + " visits_past), 3s before the request",
                        "not applied yet: row of 2026-01-01T10:10:00Z that came at 2026-01-01T10:10:00Z (table"
                                + " visits_past), 20m before the request, the latest of 2",
                        "applied already, by the server's clock: row of 2026-01-01T10:00:00Z that came at"
                                + " 2026-01-01T10:30:00Z (table visits_past)");
        assertThat(check(request().with(new Bounds(Duration.ofSeconds(1), Duration.ofHours(1))))
                        .mismatches()
                        .get("last_visit"))
                .containsEntry(Explanation.LATE, 2L);
    }

    @Test
    void aRowThatWasNotAppliedForLongIsTakenForLost() throws IOException {
        shop.log(
                Answer.of(AMOUNT, "ann", minutes(11), null).status(FeatureStatus.NOT_FOUND),
                Answer.of(SUM, "ann", minutes(55), null).status(FeatureStatus.NULL_VALUE));

        ConsistencyReport report = check(request().with(new Bounds(Duration.ZERO, Duration.ofMinutes(30))));

        assertThat(report.mismatches())
                .isEqualTo(Map.of(
                        "last_visit", Map.of(Explanation.LATE, 1L),
                        "spending", Map.of(Explanation.UNEXPLAINED, 1L)));
        assertThat(report.examples().get(0).reason())
                .startsWith("not applied yet: row of ")
                .endsWith(", 55m before the request, the latest of 2");
        assertThatThrownBy(() -> new Bounds(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessage("late: PT1S (expected: at least the propagation of PT2S)");
    }

    @Test
    void aRowThatIsNotYetTrueIsAheadAndOneThatIsTooOldIsExpired() throws IOException {
        shop.log(
                Answer.of(AMOUNT, "eve", minutes(20.1), 9.0).event(minutes(20.5)),
                Answer.of("model", "ann", minutes(90), -1.0).status(FeatureStatus.NOT_FOUND));

        ConsistencyReport report = check(request());

        assertThat(report.mismatches().get("last_visit"))
                .isEqualTo(Map.of(Explanation.AHEAD, 1L, Explanation.EXPIRED, 1L));
        assertThat(report.examples())
                .extracting(DifferingValue::reason)
                .anyMatch(reason -> reason.startsWith("true after the request: row of 2026-01-01T10:20:30Z"))
                .anyMatch(reason -> reason.startsWith("older than the ttl of PT1H: row of 2026-01-01T10:10:00Z"));
    }

    @Test
    void aValueThatNoRowsGiveIsUnexplained() throws IOException {
        shop.log(
                Answer.of(AMOUNT, "ann", minutes(11), 99.0).event(minutes(10)),
                Answer.of(AMOUNT, "ann", minutes(12), 1.5).event(minutes(11)),
                Answer.of(AMOUNT, "zoe", minutes(12), 1.5).event(minutes(1)),
                Answer.of(SUM, "ann", minutes(11), Math.nextUp(4.0)));

        ConsistencyReport report = check(request());

        assertThat(report.unexplained()).isEqualTo(4);
        assertThat(report.examples())
                .extracting(DifferingValue::reason)
                .containsExactly(
                        "last_visit: newest is the row of 2026-01-01T10:10:00Z that came at 2026-01-01T10:10:00Z (table"
                                + " visits_past)",
                        "last_visit: newest is the row of 2026-01-01T10:10:00Z that came at 2026-01-01T10:10:00Z (table"
                                + " visits_past); none is of 2026-01-01T10:11:00Z, which online tells",
                        "last_visit: no row of the entity is known; none is of 2026-01-01T10:01:00Z, which online tells",
                        "spending: newest is the row of 2026-01-01T10:10:00Z that came at 2026-01-01T10:10:00Z (table"
                                + " visits_past)");
        DifferingValue first = report.examples().get(0);
        assertThat(first.feature()).isEqualTo("last_visit__amount");
        assertThat(first.entity()).isEqualTo(Map.of("customer", "ann"));
        assertThat(first.online()).isEqualTo(99.0);
        assertThat(first.offline()).isEqualTo(2.5);
        assertThat(check(request().showing(1)).examples()).hasSize(1);
    }

    @Test
    void aComputedFeatureIsExplainedByTheRowsThatItIsMadeOf() throws IOException {
        shop.with("factor")
                .log(
                        Answer.of(PRICE, "ann", minutes(11), 2.5 * 2 + 4),
                        Answer.of(PRICE, "ann", minutes(10.01), 2.5 * 2 + 1.5),
                        Answer.of(PRICE, "ann", minutes(10.02), 1.5 * 2 + 1.5),
                        Answer.of(PRICE, "ann", minutes(12), 100.0));

        assertThat(check(request()).mismatches())
                .isEqualTo(Map.of("offer", Map.of(Explanation.IN_FLIGHT, 2L, Explanation.UNEXPLAINED, 1L)));
    }

    @Test
    void aLostRowIsNotExplainedByOneOfAnotherViewThatIsTooOld() throws IOException {
        shop.log(
                Answer.of("worth:amount", "ann", minutes(90), 42.5),
                Answer.of("worth:amount", "ann", minutes(90), null).status(FeatureStatus.NOT_FOUND),
                Answer.of("worth:amount", "ann", minutes(90), 99.0).status(FeatureStatus.NOT_FOUND));

        ConsistencyReport report = check(request());

        assertThat(report.mismatches()).isEqualTo(Map.of("worth", Map.of(Explanation.UNEXPLAINED, 2L)));
        assertThat(report.examples())
                .extracting(DifferingValue::reason)
                .anyMatch(reason -> reason.endsWith(", 1h30m before the request, the latest of 2"))
                .anyMatch(
                        reason -> reason.startsWith("last_visit: newest is the row of ") && reason.contains("ever: "));
    }

    @Test
    void whatAnErasureTookAwayExplainsAnswersUntilItHadEnded() throws IOException {
        shop.log(
                Answer.of(AMOUNT, "zoe", minutes(5), 42.0).event(minutes(4)),
                Answer.of(SUM, "zoe", minutes(41), 42.0),
                Answer.of(AMOUNT, "zoe", minutes(43), 42.0).event(minutes(42)),
                Answer.of(AMOUNT, "bob", minutes(5), 42.0).event(minutes(4)),
                Answer.of(AMOUNT, "ann", minutes(9), 1.5).event(minutes(0)));

        ConsistencyReport report = check(
                request(), new Ended(erasure("zoe", minutes(40)), minutes(42).plusNanos(1)));

        assertThat(report.mismatches())
                .isEqualTo(Map.of(
                        "last_visit", Map.of(Explanation.ERASED, 1L, Explanation.UNEXPLAINED, 2L),
                        "spending", Map.of(Explanation.ERASED, 1L)));
        assertThat(report.examples())
                .filteredOn(value -> value.explanation() == Explanation.ERASED)
                .extracting(DifferingValue::reason)
                .contains("answered before the entity was erased, up to 2026-01-01T10:40:00.000999Z; last_visit: no row"
                        + " of the entity is known; none is of 2026-01-01T10:04:00Z, which online tells");
        assertThat(check(request(), new Ended(erasure("zoe", minutes(40)), null))
                        .mismatches()
                        .get("last_visit"))
                .as("not finished yet")
                .isEqualTo(Map.of(Explanation.ERASED, 2L, Explanation.UNEXPLAINED, 1L));
        assertThat(check(request()).unexplained()).as("nobody told").isEqualTo(4);
    }

    @Test
    void rowsAtRestThatOnlineHasForgottenAreExplainedByTheErasureAndLostOnesAreNot() throws IOException {
        shop.visit("bob", 50, 50, 8).visit("zoe", 1, 1, 3).visit("zoe", 45, 45, 4);
        shop.log(
                Answer.of(AMOUNT, "bob", minutes(41), null),
                Answer.of(AMOUNT, "bob", minutes(49), null),
                Answer.of(AMOUNT, "bob", minutes(51), 8.0).event(minutes(50)),
                Answer.of("ever:amount", "bob", minutes(200), null),
                Answer.of("ever:amount", "ann", minutes(200), null),
                Answer.of(SUM, "zoe", minutes(47), 4.0));

        ConsistencyReport report = check(
                request(),
                new Ended(erasure("bob", minutes(40)), minutes(40.5)),
                new Ended(erasure("zoe", minutes(40)), minutes(40.5)));

        assertThat(report.mismatches())
                .isEqualTo(Map.of(
                        "last_visit", Map.of(Explanation.ERASED, 2L),
                        "ever", Map.of(Explanation.UNEXPLAINED, 2L),
                        "spending", Map.of(Explanation.ERASED, 1L)));
        assertThat(report.examples())
                .extracting(DifferingValue::reason)
                .contains("online has forgotten what came before the entity was erased, up to"
                        + " 2026-01-01T10:40:00.000999Z");
    }

    @Test
    void whatCannotBeComparedIsCountedByReason() throws IOException {
        shop.log(
                Answer.of(AMOUNT, "ann", minutes(1), null).status(FeatureStatus.UNAVAILABLE),
                Answer.of("online_only:amount", "ann", minutes(1), 5.0),
                Answer.of(SUM, "ann", minutes(1), 77.0));
        shop.logDegraded(Answer.of(AMOUNT, "ann", minutes(1), 5.0));

        ConsistencyReport report = check(request().leavingOut(Set.of("spending")));

        assertThat(report.values()).isEmpty();
        assertThat(report.skipped())
                .isEqualTo(Map.of(
                        Skipped.UNAVAILABLE, 1L, Skipped.NOT_OFFLINE, 1L, Skipped.LEFT_OUT, 1L, Skipped.DEGRADED, 1L));
        assertThat(report.answers()).isEqualTo(4);
    }

    @Test
    void onlyRequestsOfTheTimeAreLookedAt() throws IOException {
        shop.log(
                Answer.of(AMOUNT, "ann", minutes(1), 99.0),
                Answer.of(AMOUNT, "ann", minutes(2), 99.0),
                Answer.of(AMOUNT, "ann", minutes(3), 99.0));
        AnswerFile.create(shop.answers(), ShopAnswers.TEN);

        ConsistencyReport report = check(request().between(minutes(2), minutes(3)));

        assertThat(report.answers()).isEqualTo(1);
        assertThat(report.unexplained()).isEqualTo(1);
        assertThat(report.unfinishedFiles()).isEqualTo(1);
        assertThatThrownBy(() -> request().between(minutes(3), minutes(3)))
                .hasMessage("from: 2026-01-01T10:03:00Z (expected: a moment before 2026-01-01T10:03:00Z)");
    }

    @Test
    void answersThatAreNotOfTheRevisionAreNamed() throws IOException {
        shop.log(Answer.of("last_visit:*", "ann", minutes(1), 1.5), Answer.of("spending:gone", "ann", minutes(1), 1.5));

        assertThatThrownBy(() -> check(request()))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("spending:gone");
    }

    @Test
    void leavesNothingTemporary() throws IOException {
        shop.log(Answer.of(AMOUNT, "ann", minutes(1), 99.0));

        check(request());

        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    private ConsistencyRequest request() {
        return ConsistencyRequest.of(shop.answers(), shop.repository());
    }

    private ConsistencyReport check(ConsistencyRequest request, Ended... erasures) {
        EntityErasures known = new EntityErasures(List.of(erasures));
        return new ConsistencyCheck(
                        request,
                        ConsistencyCheckTest::revision,
                        project -> known,
                        this::build,
                        folder.resolve("scratch"))
                .run();
    }

    private static Erasure erasure(String customer, Instant until) {
        EntityKeyCodec codec =
                EntityKeyCodec.of(ShopAnswers.PROJECT, List.of(new JoinKey("customer", ScalarType.STRING)));
        return Erasure.of(codec.encode(new Object[] {customer}), until.toEpochMilli());
    }

    private static Revision revision(String project, int number) {
        assertThat(List.of(project, number)).isEqualTo(List.of(ShopAnswers.PROJECT, 1));
        return ShopAnswers.revision();
    }

    private TrainingSetManifest build(TrainingSetRequest request) {
        return new LocalEngine(LocalEngineConfig.of(folder.resolve("engine")), InstantSource.system())
                .buildTrainingSet(request, ProgressListener.NONE);
    }
}
