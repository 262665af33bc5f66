package io.granary.core.definition;

import static io.granary.core.definition.Trips.apply;
import static io.granary.core.definition.Trips.feature;
import static io.granary.core.definition.Trips.first;
import static io.granary.core.definition.Trips.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import org.junit.jupiter.api.Test;

class RenameTest {

    private static final Feature MILES = feature("miles", "miles");
    private static final Feature LENGTH = feature("length", "miles", "miles");
    private static final Feature DISTANCE = feature("distance", "miles", "length");
    private static final Feature MINUTES = feature("minutes", "minutes");

    @Test
    void aRenamedFeatureChangesNothingThatIsStored() {
        Revision before = first(view("trips", MILES, MINUTES));
        Revision after = apply(before, view("trips", LENGTH, MINUTES));

        assertThat(state(after).field("trips")).isEqualTo(state(before).field("trips"));
        assertThat(state(after).schemas()).isEqualTo(state(before).schemas());
        assertThat(state(after).schemaRevision()).isEqualTo(state(before).schemaRevision());
        assertThat(state(after).column(LENGTH)).isEqualTo(new Column("miles", ScalarType.INT64));
    }

    @Test
    void aChainOfRenamesLeadsToTheFirstColumn() {
        Revision last = apply(apply(first(view("trips", MILES)), view("trips", LENGTH)), view("trips", DISTANCE));

        assertThat(state(last).generation())
                .isEqualTo(state(first(view("trips", MILES))).generation());
        assertThat(column(last, "distance")).isEqualTo("miles");
    }

    @Test
    void theWordMayStayForEverOrGo() {
        Revision renamed = apply(first(view("trips", MILES)), view("trips", LENGTH));

        assertThat(apply(renamed, view("trips", LENGTH)).viewStates()).isEqualTo(renamed.viewStates());
        assertThat(apply(renamed, view("trips", feature("length", "miles"))).viewStates())
                .isEqualTo(renamed.viewStates());
    }

    @Test
    void rollbackOverAChainFindsTheRowsAgain() {
        Revision first = first(view("trips", MILES));
        Revision second = apply(first, view("trips", LENGTH));
        Revision third = apply(second, view("trips", DISTANCE));

        assertThat(column(apply(third, view("trips", LENGTH)), "length")).isEqualTo("miles");
        assertThat(column(apply(third, view("trips", MILES)), "miles")).isEqualTo("miles");
        assertThat(state(apply(third, view("trips", MILES))).schemaRevision()).isEqualTo(1);
    }

    @Test
    void aNewFeatureUnderTheOldNameHasAColumnOfItsOwn() {
        Revision renamed = apply(first(view("trips", MILES)), view("trips", LENGTH));
        Feature other = feature("miles", "miles * 2");
        Revision added = apply(renamed, view("trips", other, feature("length", "miles")));

        assertThat(state(added).generation()).isEqualTo(state(renamed).generation());
        assertThat(column(added, "length")).isEqualTo("miles");
        assertThat(column(added, "miles")).isEqualTo("miles_2");
        assertThat(apply(added, view("trips", other, feature("length", "miles")))
                        .viewStates())
                .isEqualTo(added.viewStates());
    }

    @Test
    void aFeatureThatIsAddedBesideItsRenamedTwinDoesNotTakeItsColumn() {
        Revision renamed = apply(first(view("trips", MILES)), view("trips", LENGTH));
        Revision added = apply(renamed, view("trips", MILES, LENGTH));

        assertThat(column(added, "length")).isEqualTo("miles");
        assertThat(column(added, "miles")).isEqualTo("miles_2");
    }

    @Test
    void swappedNamesSwapTheColumnsOnce() {
        FeatureView swapped =
                view("trips", feature("minutes", "miles", "miles"), feature("miles", "minutes", "minutes"));
        Revision after = apply(first(view("trips", MILES, MINUTES)), swapped);

        assertThat(column(after, "minutes")).isEqualTo("miles");
        assertThat(column(after, "miles")).isEqualTo("minutes");
        assertThat(state(after).schemaRevision()).isEqualTo(1);
        assertThat(apply(after, swapped).viewStates()).isEqualTo(after.viewStates());
        assertThat(state(apply(after, view("trips", MILES, MINUTES))).names().features())
                .isEmpty();
    }

    @Test
    void swappedTwinsStaySwapped() {
        Revision before = first(view("trips", feature("a", "miles"), feature("b", "miles")));
        FeatureView swapped = view("trips", feature("b", "miles", "a"), feature("a", "miles", "b"));
        Revision after = apply(before, swapped);

        assertThat(column(after, "b")).isEqualTo("a");
        assertThat(apply(after, swapped).viewStates()).isEqualTo(after.viewStates());
    }

    @Test
    void renamingAndChangingIsANewGeneration() {
        Revision before = first(view("trips", MILES));
        Feature retyped = new Feature("length", ScalarType.INT32, "miles", null, "miles");
        Feature changed = feature("length", "miles * 2", "miles");

        assertThat(state(apply(before, view("trips", retyped))).generation())
                .isNotEqualTo(state(before).generation());
        assertThat(state(apply(before, view("trips", changed))).generation())
                .isNotEqualTo(state(before).generation());
    }

    @Test
    void anOldNameThatNeverWasChangesNothing() {
        Feature lost = feature("length", "miles", "kilometres");

        assertThat(first(view("trips", lost)).viewStates())
                .isEqualTo(first(view("trips", feature("length", "miles"))).viewStates());
    }

    @Test
    void aRenamedViewKeepsItsField() {
        Revision before = first(view("trips", MILES));
        Revision after = apply(before, view("rides", "trips", MILES));

        assertThat(after.viewStates()).containsOnlyKeys("rides");
        assertThat(after.viewState("rides").field("rides"))
                .isEqualTo(before.viewState("trips").field("trips"));
        assertThat(after.viewState("rides").schemaRevision()).isEqualTo(1);
        assertThat(apply(after, view("rides", "trips", MILES)).viewStates()).isEqualTo(after.viewStates());
        assertThat(apply(after, view("rides", MILES)).viewStates()).isEqualTo(after.viewStates());
    }

    @Test
    void rollbackOverAChainOfViewNamesFindsTheField() {
        Revision first = first(view("trips", MILES));
        Revision second = apply(first, view("rides", "trips", MILES));
        Revision third = apply(second, view("journeys", "rides", MILES));
        String field = first.viewState("trips").field("trips");

        assertThat(third.viewState("journeys").field("journeys")).isEqualTo(field);
        assertThat(apply(third, view("rides", "trips", MILES))
                        .viewState("rides")
                        .field("rides"))
                .isEqualTo(field);
        assertThat(apply(third, view("trips", MILES)).viewState("trips").field("trips"))
                .isEqualTo(field);
    }

    @Test
    void aNewViewUnderTheOldNameHasAFieldOfItsOwn() {
        Revision renamed = apply(first(view("trips", MILES)), view("rides", "trips", MILES));
        Revision added = apply(renamed, view("rides", MILES), view("trips", MILES));

        assertThat(added.viewState("trips").field("trips"))
                .startsWith("trips@")
                .isNotEqualTo(added.viewState("rides").field("rides"));
    }

    @Test
    void swappedViewsSwapTheirFieldsOnce() {
        Revision before = first(view("trips", MILES), view("stops", MINUTES));
        FeatureView[] swapped = {view("stops", "trips", MILES), view("trips", "stops", MINUTES)};
        Revision after = apply(before, swapped);

        assertThat(after.viewState("stops").field("stops"))
                .isEqualTo(before.viewState("trips").field("trips"));
        assertThat(after.viewState("trips").field("trips"))
                .isEqualTo(before.viewState("stops").field("stops"));
        assertThat(apply(after, swapped).viewStates()).isEqualTo(after.viewStates());
    }

    @Test
    void aViewRenamedToThatOfAnEarlierOneKnowsWhatThatLeft() {
        Revision both = first(view("trips", MILES), view("rides", MINUTES));
        Revision after = apply(both, view("rides", "trips", MILES));

        assertThat(after.viewStates()).containsOnlyKeys("rides");
        assertThat(after.viewState("rides").retired())
                .extracting(state -> state.field("rides"))
                .containsExactly(both.viewState("rides").field("rides"));
    }

    @Test
    void aRenamedAndChangedViewRemembersItsOldGeneration() {
        Revision before = first(view("trips", MILES));
        Revision changed = apply(before, view("rides", "trips", feature("miles", "miles * 2")));

        assertThat(changed.viewState("rides").field("rides")).startsWith("rides@");
        assertThat(changed.viewState("rides").retired())
                .singleElement()
                .satisfies(old -> assertThat(old.field("rides"))
                        .isEqualTo(before.viewState("trips").field("trips")));
    }

    private static ViewState state(Revision revision) {
        return revision.viewState("trips");
    }

    private static String column(Revision revision, String feature) {
        return state(revision).names().column(feature);
    }
}
