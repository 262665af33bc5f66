package io.granary.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.embedded.junit.KafkaExtension;
import io.granary.ingestion.MaterializationRange;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.MaterializationResult.LaterRows;
import io.granary.offline.engine.MaterializationResult.MaterializedView;
import io.granary.offline.engine.Since;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where materializations go on, and that one keeps another away: with a real broker, without an engine. */
@Timeout(120)
final class ITTableMaterialization {

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    private static final Instant FIRST = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant SECOND = FIRST.plus(Duration.ofDays(7));
    private static final MaterializationRange WHOLE = MaterializationRange.WHOLE;
    private static final MaterializationRange INCREMENTAL = new MaterializationRange(Duration.ofHours(1), null, null);

    private final String project = "p" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void anIncrementalRunGoesOnWhereTheLastOneEnded() {
        Revision revision = revision("created", "sold");
        assertThat(run(revision, FIRST, INCREMENTAL)).isNull();
        assertThat(run(revision, SECOND, INCREMENTAL))
                .isEqualTo(new Since(Since.Clock.CREATED, FIRST.minus(Duration.ofHours(1))));
        assertThat(run(revision, SECOND, WHOLE)).isNull();
        assertThat(run(revision, SECOND, new MaterializationRange(Duration.ofDays(999_999_999_999L), null, null)))
                .as("all of time")
                .isNull();
    }

    @Test
    void aPartOfTheRowsMovesNoWatermarkThatItDoesNotReach() {
        Revision revision = revision("created", "sold");
        LaterRows later = new LaterRows(1, FIRST.plusSeconds(60));
        run(revision, FIRST, WHOLE);
        run(revision, SECOND, new MaterializationRange(null, FIRST, null));
        run(revision, SECOND, new MaterializationRange(null, null, SECOND), later);
        assertThat(run(revision, SECOND, INCREMENTAL))
                .as("just before the first row that was left out was written")
                .isEqualTo(new Since(
                        Since.Clock.CREATED, FIRST.plusSeconds(60 - 3600).minusNanos(1_000)));

        assertThat(run(revision, SECOND, INCREMENTAL, new LaterRows(1, FIRST)))
                .as("a run before had that row")
                .isEqualTo(new Since(Since.Clock.CREATED, SECOND.minus(Duration.ofHours(1))));
        assertThat(run(revision, SECOND, INCREMENTAL))
                .isEqualTo(new Since(Since.Clock.CREATED, SECOND.minus(Duration.ofHours(1))));
    }

    @Test
    void aTableThatDoesNotSayWhenRowsWereWrittenGoesOnByTheirEvents() {
        Revision revision = revision(null, "sold");
        run(revision, SECOND, new MaterializationRange(null, null, FIRST));
        assertThat(run(revision, SECOND, INCREMENTAL))
                .isEqualTo(new Since(Since.Clock.EVENT, FIRST.minus(Duration.ofHours(1))));

        run(revision, SECOND, new MaterializationRange(null, null, FIRST));
        assertThat(run(revision, SECOND, INCREMENTAL))
                .as("an end before the watermark")
                .isEqualTo(new Since(Since.Clock.EVENT, SECOND.minus(Duration.ofHours(1))));
    }

    @Test
    void rowsOfAnotherMeaningAreNotThere() {
        run(revision("created", "sold"), FIRST, WHOLE);

        assertThat(run(revision("created", "sold * 2"), SECOND, INCREMENTAL)).isNull();
    }

    @Test
    void anotherOneOfTheSameViewIsRefusedUntilTheFirstHasEnded() {
        Revision revision = revision("created", "sold");
        try (TableMaterialization first = open(revision)) {
            assertThatThrownBy(() -> open(revision))
                    .isInstanceOfSatisfying(
                            GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessage("Cannot materialize feature view 'sales_of_shop': another one does so now");
            assertThat(first.request(Path.of(""), FIRST, WHOLE).views()).containsExactly("sales_of_shop");
        }
        open(revision).close();
    }

    /** Runs it without an engine; no row is later than its end. */
    private @Nullable Since run(Revision revision, Instant now, MaterializationRange rows) {
        return run(revision, now, rows, LaterRows.NONE);
    }

    private @Nullable Since run(Revision revision, Instant now, MaterializationRange rows, LaterRows later) {
        try (TableMaterialization work = open(revision)) {
            MaterializationRequest request = work.request(Path.of(""), now, rows);
            MaterializationResult result = new MaterializationResult(
                    project, 1, request.until(), now, List.of(new MaterializedView("sales_of_shop", 5, 3, later)));
            work.ended(request, result, rows);
            return request.since().get("sales_of_shop");
        }
    }

    private static TableMaterialization open(Revision revision) {
        return TableMaterialization.open(
                revision, List.of("sales_of_shop"), Map.of("bootstrap.servers", KAFKA.bootstrapServers()));
    }

    private Revision revision(@Nullable String created, String expression) {
        BatchSource source = new BatchSource(
                "sales",
                BatchSource.Format.PARQUET,
                "sales.parquet",
                "at",
                created,
                List.of(
                        new Column("shop", ScalarType.STRING),
                        new Column("sold", ScalarType.INT64),
                        new Column("created", ScalarType.TIMESTAMP),
                        new Column("at", ScalarType.TIMESTAMP)),
                Metadata.NONE);
        FeatureView view = new FeatureView(
                "sales_of_shop",
                List.of("shop"),
                "sales",
                Map.of(),
                null,
                List.of(new Feature("sold", ScalarType.INT64, expression, null)),
                List.of(),
                null,
                true,
                true,
                Metadata.NONE);
        Definitions definitions = new Definitions(List.of(
                new Entity("shop", List.of(new JoinKey("shop", ScalarType.STRING)), Metadata.NONE), source, view));
        return Revision.none(project).next(definitions, "test", "test", FIRST);
    }
}
