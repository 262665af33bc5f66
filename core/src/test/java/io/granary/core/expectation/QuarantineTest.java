package io.granary.core.expectation;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.Expectation.OnFailure;
import io.granary.core.definition.ExpectationCheck.NotNull;
import io.granary.core.definition.ExpectationCheck.Range;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class QuarantineTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("tail", ScalarType.STRING),
            new Column("delay", ScalarType.INT64),
            new Column("arrived_at", ScalarType.TIMESTAMP));
    private static final Expectation SET_ASIDE = new Expectation("known", new NotNull("delay"), OnFailure.QUARANTINE);
    private static final Expectation TOLD = new Expectation("told", new NotNull("tail"), OnFailure.WARN);
    private static final Expectation HOURS =
            new Expectation("hours", new Range("hours", "0", "24"), OnFailure.QUARANTINE);

    @Test
    void whatIsOnlyToldOfLeavesTheRevisionAsItIs() {
        Revision revision = revision(null, List.of(TOLD), TOLD);

        assertThat(Quarantine.applied(revision)).isSameAs(revision);
    }

    @Test
    void viewsSelectOnlyRowsThatAreAsExpected() {
        assertThat(where(Quarantine.applied(revision(null, List.of(), SET_ASIDE, TOLD))))
                .isEqualTo("!isNull(delay)");
        assertThat(where(Quarantine.applied(revision("tail == 'a' || tail == 'b'", List.of(HOURS), SET_ASIDE))))
                .isEqualTo(
                        "!isNull(delay) && default(hours >= 0 && hours <= 24, true) && true && (tail == 'a' || tail == 'b')"
                                .replace("hours", "(double(delay) / 60.0)"));
    }

    @Test
    void aSecondTimeChangesNothing() {
        Revision applied = Quarantine.applied(revision("tail == 'a'", List.of(HOURS), SET_ASIDE));

        assertThat(Quarantine.applied(applied)).isSameAs(applied);
    }

    @Test
    void rowsStayWhereTheyWere() {
        Revision before = revision(null, List.of());
        Revision after = before.next(definitions(null, List.of(HOURS), SET_ASIDE, TOLD), "", "", Instant.EPOCH);

        assertThat(after.viewStates()).isEqualTo(before.viewStates());
        assertThat(Quarantine.applied(after).viewStates()).isEqualTo(before.viewStates());
    }

    private static @Nullable String where(Revision revision) {
        return revision.definitions().featureView("delays").where();
    }

    private static Revision revision(@Nullable String where, List<Expectation> ofView, Expectation... ofSource) {
        return Revision.none("flights").next(definitions(where, ofView, ofSource), "", "", Instant.EPOCH);
    }

    private static Definitions definitions(@Nullable String where, List<Expectation> ofView, Expectation... ofSource) {
        return new Definitions(List.of(
                new Entity("plane", List.of(new JoinKey("tail", ScalarType.STRING)), Metadata.NONE),
                new BatchSource(
                        "arrivals",
                        BatchSource.Format.PARQUET,
                        "arrivals.parquet",
                        "arrived_at",
                        null,
                        COLUMNS,
                        Arrays.asList(ofSource),
                        Metadata.NONE),
                new FeatureView(
                        "delays",
                        List.of("plane"),
                        "arrivals",
                        Map.of(),
                        where,
                        List.of(new Feature("hours", ScalarType.FLOAT64, "double(delay) / 60.0", null)),
                        List.of(),
                        null,
                        null,
                        true,
                        true,
                        ofView,
                        Metadata.NONE)));
    }
}
