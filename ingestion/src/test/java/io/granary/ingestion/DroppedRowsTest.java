package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.SettableRollouts;
import org.junit.jupiter.api.Test;

final class DroppedRowsTest {

    private static final StreamSource SOURCE = Rides.liveSource("p");

    private final SettableRollouts rollouts = new SettableRollouts("p");
    private Revision newest = Revision.none("p");

    @Test
    void rowsOfWrittenGenerationsAreNotDropped() {
        Revision first = apply(1);
        assertThat(isDropped(first, 1)).isFalse();
        Revision second = apply(2);
        assertThat(isDropped(first, 1)).as("outgoing").isFalse();
        assertThat(isDropped(second, 2)).as("building").isFalse();
    }

    @Test
    void rowsAreDroppedFromTheTimeThatTheyAreRemovedAndForEver() {
        Revision first = apply(1);
        Revision second = apply(2);
        apply(1);
        assertThat(isDropped(second, 2)).isTrue();
        rollouts.dropped(
                rollouts.current().rollout().in(GenerationState.DROPPING).get(0));
        assertThat(isDropped(second, 2)).isTrue();
        assertThat(isDropped(first, 1)).isFalse();
    }

    @Test
    void rowsOfAGenerationThatCameBackAfterThisWasKnownAreNotDropped() {
        apply(1);
        Revision second = apply(2);
        apply(1);
        DroppedRows stale = DroppedRows.of(rollouts.current());
        Revision fourth = rollouts.current().rollout().written(apply(2));

        int revision =
                rollouts.current().rollout().written(fourth).viewState("speed").schemaRevision();
        assertThat(revision).isEqualTo(4);
        assertThat(stale.has(row(field(second), 2))).isTrue();
        assertThat(stale.has(row(field(fourth), revision))).isFalse();
        assertThat(isDropped(fourth, revision)).isFalse();
    }

    @Test
    void rowsOfUnknownGenerationsAreNotDropped() {
        apply(1);
        assertThat(DroppedRows.of(rollouts.current()).has(row("speed@000000000000", 9)))
                .isFalse();
        assertThat(DroppedRows.of(rollouts.current()).has(row("other@000000000000", 9)))
                .isFalse();
    }

    private Revision apply(int meaning) {
        FeatureView view = Rides.view("speed", null, new Feature("pace", ScalarType.INT64, "miles * " + meaning, null));
        newest = Rides.next(newest, SOURCE, view);
        rollouts.apply(newest);
        return newest;
    }

    private boolean isDropped(Revision revision, int schemaRevision) {
        return DroppedRows.of(rollouts.current()).has(row(field(revision), schemaRevision));
    }

    private static String field(Revision revision) {
        return revision.viewState("speed").field("speed");
    }

    private static FeatureLogRecord row(String field, int schemaRevision) {
        return new FeatureLogRecord(
                EntityKey.ofBytes(new byte[] {1}), field, null, StoredRow.encode(1, 1, schemaRevision, 1, new byte[0]));
    }
}
