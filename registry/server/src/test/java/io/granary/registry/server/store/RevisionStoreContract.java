package io.granary.registry.server.store;

import static io.granary.registry.server.store.RevisionCase.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Revision;
import io.granary.registry.client.RevisionSummary;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every revision store promises; a subclass supplies the store. */
@Timeout(120)
public abstract class RevisionStoreContract implements RevisionWritersContract, RevisionContentContract {

    private RevisionStore store;

    @BeforeEach
    void openStore() {
        store = open();
    }

    @Override
    public final RevisionStore store() {
        return store;
    }

    @Test
    void hasNothingAtFirst() {
        assertThat(store.projects()).isEmpty();
        assertThat(store.findLatest("flights")).isNull();
        assertThat(store.latestNumber("flights")).isZero();
        assertThat(store.find("flights", 1)).isNull();
        assertThat(store.history("flights")).isEmpty();
    }

    @Test
    void keepsEveryRevisionWhole() {
        Revision first = append(Revision.none("flights"), "airport");
        Revision second = append(first, "route");
        assertThat(store.find("flights", 1)).isEqualTo(first);
        assertThat(store.find("flights", 2)).isEqualTo(second);
        assertThat(store.findLatest("flights")).isEqualTo(second);
        assertThat(store.latestNumber("flights")).isEqualTo(2);
    }

    @Test
    void tellsTheHistoryNewestFirst() {
        append(append(Revision.none("flights"), "airport"), "route");
        assertThat(store.history("flights"))
                .containsExactly(
                        new RevisionSummary(2, "ann", NOW, "Add route", ONE_ADDED),
                        new RevisionSummary(1, "ann", NOW, "Add airport", ONE_ADDED));
    }

    @Test
    void keepsProjectsApart() {
        append(Revision.none("flights"), "airport");
        append(Revision.none("taxis"), "zone");
        assertThat(store.projects()).containsExactly("flights", "taxis");
        assertThat(store.latestNumber("taxis")).isEqualTo(1);
        assertThat(store.history("flights"))
                .extracting(RevisionSummary::message)
                .containsExactly("Add airport");
    }

    @Test
    void refusesANumberThatIsTaken() {
        Revision first = append(Revision.none("flights"), "airport");
        append(first, "route");
        assertThatThrownBy(() -> append(first, "zone"))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Cannot apply to project 'flights': it was planned on revision 1,"
                        + " and revision 2 is the newest; plan again");
        assertThat(store.latestNumber("flights")).isEqualTo(2);
    }

    @Test
    void refusesAGap() {
        Revision unknown = next(Revision.none("flights"), "airport");
        assertThatThrownBy(() -> append(unknown, "route")).isInstanceOf(ConflictException.class);
        assertThat(store.projects()).isEmpty();
    }

    @Test
    void hasOneIdentity() {
        assertThat(store.identity()).isNotBlank().isEqualTo(store.identity());
    }

    @Test
    void pagesThroughAHistory() {
        appendMany("flights", 5);
        assertThat(numbers(store.history("flights", RevisionStore.NEWEST, 2))).containsExactly(5, 4);
        assertThat(numbers(store.history("flights", 4, 2))).containsExactly(3, 2);
        assertThat(numbers(store.history("flights", 2, 2))).containsExactly(1);
        assertThat(store.history("flights", 1, 2)).isEmpty();
    }

    @Test
    void keepsAPageInPlaceWhileTheHistoryGrows() {
        appendMany("flights", 3);
        List<RevisionSummary> page = store.history("flights", 3, 2);
        append(latest("flights"), "new");
        assertThat(store.history("flights", 3, 2)).isEqualTo(page);
    }

    @Test
    void refusesTheSameRevisionTwice() {
        Revision first = append(Revision.none("flights"), "airport");
        assertThatThrownBy(() -> store.append(first, ONE_ADDED))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.newest()).isEqualTo(1));
    }

    @Test
    void sharesDataAndIdentityAmongStores() {
        Revision first = append(Revision.none("flights"), "airport");
        RevisionStore other = open();
        assertThat(other.identity()).isEqualTo(store.identity());
        assertThat(other.findLatest("flights")).isEqualTo(first);
    }

    private static List<Integer> numbers(List<RevisionSummary> history) {
        return history.stream().map(RevisionSummary::number).toList();
    }
}
