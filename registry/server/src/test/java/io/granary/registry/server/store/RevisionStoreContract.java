package io.granary.registry.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.client.RevisionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every revision store promises; a subclass supplies the store. */
public abstract class RevisionStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");
    private static final ChangeCounts ONE_ADDED = new ChangeCounts(1, 0, 0);

    private RevisionStore store;

    /** An empty store. */
    protected abstract RevisionStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
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
    void letsOneOfManyWritersWin() throws Exception {
        Revision base = append(Revision.none("flights"), "airport");
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Revision next = next(base, "entity_" + i);
            writers.add(() -> wins(next));
        }
        assertThat(runAtOnce(writers)).containsOnlyOnce(true).hasSize(20);
        assertThat(store.latestNumber("flights")).isEqualTo(2);
    }

    @Test
    void hasOneIdentity() {
        assertThat(store.identity()).isNotBlank().isEqualTo(store.identity());
    }

    private boolean wins(Revision next) {
        try {
            store.append(next, ONE_ADDED);
            return true;
        } catch (ConflictException e) {
            assertThat(e.newest()).isEqualTo(2);
            return false;
        }
    }

    private static <T> List<T> runAtOnce(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private Revision append(Revision base, String entity) {
        Revision next = next(base, entity);
        store.append(next, ONE_ADDED);
        return next;
    }

    private static Revision next(Revision base, String entity) {
        List<Entity> entities = new ArrayList<>(base.definitions().all(Entity.class));
        entities.add(new Entity(entity, List.of(new JoinKey(entity, ScalarType.STRING)), Metadata.NONE));
        return base.next(new Definitions(entities), "ann", "Add " + entity, NOW);
    }
}
