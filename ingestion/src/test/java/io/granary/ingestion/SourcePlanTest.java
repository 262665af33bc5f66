package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.StreamSource;
import io.granary.core.definition.StreamSource.Format;
import io.granary.core.type.ScalarType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SourcePlanTest {

    private static final StreamSource SOURCE = Rides.source("p", Format.JSON, null);
    private static final Revision FIRST = Rides.revision("p", SOURCE, Rides.lastRide(), Rides.speed());

    @Test
    void hasOneApplicationForEachSourceThatAnOnlineViewReads() {
        assertThat(SourcePlan.of(FIRST)).hasSize(1);
        assertThat(SourcePlan.of(FIRST).get(0).views()).containsExactly(Rides.lastRide(), Rides.speed());
        assertThat(SourcePlan.of(Revision.none("p"))).isEmpty();
        assertThat(SourcePlan.of(Rides.revision("p", SOURCE, offline(Rides.speed()))))
                .isEmpty();
    }

    @Test
    void applicationIsTheSameWhenNothingOfItsOwnChanged() {
        SourcePlan first = plan(FIRST);
        SourcePlan second = plan(Rides.next(FIRST, SOURCE, Rides.lastRide(), Rides.speed()));

        assertThat(second.sameAs(first)).isTrue();
        assertThat(second.applicationId()).isEqualTo(first.applicationId());
        assertThat(first.applicationId()).matches("granary-p-rides-[0-9a-f]{12}");
    }

    @Test
    void readsTheTopicAgainForANewViewOrMeaningOrSchema() {
        Feature other = new Feature("pace", ScalarType.INT64, "minutes / miles", null);
        Feature added = new Feature("hours", ScalarType.INT64, "minutes / 60", null);
        Feature miles = new Feature("miles", ScalarType.INT64, "miles", null);
        List<Revision> revisions = List.of(
                FIRST,
                Rides.next(FIRST, SOURCE, Rides.lastRide()),
                Rides.next(FIRST, SOURCE, Rides.lastRide(), Rides.view("speed", null, other)),
                Rides.next(FIRST, SOURCE, Rides.view("last_ride", "miles >= 0", miles, added), Rides.speed()));

        assertThat(revisions.stream().map(revision -> plan(revision).applicationId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void readsTheTopicAgainWhenRowsExpireAtAnotherTimeOrTheHistoryEndsEarlier() {
        FeatureView longer = withTtl(Rides.speed(), Rides.TTL.plusDays(30));
        StreamSource earlier = withHistoryUntil(Rides.UNTIL.minusSeconds(1));
        List<Revision> revisions = List.of(
                FIRST,
                Rides.next(FIRST, SOURCE, Rides.lastRide(), longer),
                Rides.next(FIRST, earlier, Rides.lastRide(), Rides.speed()));

        assertThat(revisions.stream().map(revision -> plan(revision).applicationId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void startsAgainWhereItWasWhenOnlyAnotherPropertyChanged() {
        Feature defaulted = new Feature("pace", ScalarType.INT64, "miles / minutes", 0L);
        SourcePlan first = plan(FIRST);
        SourcePlan second = plan(Rides.next(FIRST, SOURCE, Rides.lastRide(), Rides.view("speed", null, defaulted)));

        assertThat(second.sameAs(first)).isFalse();
        assertThat(second.applicationId()).isEqualTo(first.applicationId());
    }

    @Test
    void readsNothingAgainForAViewThatWasRenamedPastAnother() {
        FeatureView renamed = renamed(Rides.lastRide(), "the_last_ride");
        SourcePlan first = plan(FIRST);
        SourcePlan second = plan(Rides.next(FIRST, SOURCE, renamed, Rides.speed()));

        assertThat(second.views()).containsExactly(Rides.speed(), renamed);
        assertThat(second.applicationId()).isEqualTo(first.applicationId());
    }

    private static SourcePlan plan(Revision revision) {
        return SourcePlan.of(revision).get(0);
    }

    private static FeatureView offline(FeatureView view) {
        return copy(view, view.ttl(), false);
    }

    private static StreamSource withHistoryUntil(Instant until) {
        return new StreamSource(
                SOURCE.name(),
                SOURCE.topic(),
                SOURCE.format(),
                SOURCE.schema(),
                null,
                SOURCE.eventTimestamp(),
                null,
                null,
                SOURCE.allowedLateness(),
                SOURCE.maxFutureSkew(),
                new StreamSource.History("warehouse", until, Duration.ZERO),
                Metadata.NONE);
    }

    private static FeatureView withTtl(FeatureView view, Duration ttl) {
        return copy(view, ttl, true);
    }

    private static FeatureView renamed(FeatureView view, String name) {
        return new FeatureView(
                name,
                view.entities(),
                view.source(),
                view.joinKeys(),
                view.where(),
                view.features(),
                view.aggregations(),
                view.ttl(),
                view.online(),
                view.offline(),
                new Metadata(null, null, Map.of(), view.name()));
    }

    private static FeatureView copy(FeatureView view, @Nullable Duration ttl, boolean online) {
        List<Aggregation> none = List.of();
        return new FeatureView(
                view.name(),
                view.entities(),
                view.source(),
                Map.of(),
                view.where(),
                view.features(),
                none,
                ttl,
                online,
                true,
                Metadata.NONE);
    }
}
