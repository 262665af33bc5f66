package io.granary.registry.server.store;

import static java.util.Objects.requireNonNull;
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
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every revision store promises; a subclass supplies the store. */
@Timeout(120)
public abstract class RevisionStoreContract {

    private static final int WRITERS = 20;
    private static final int ROUNDS = 20;

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");
    private static final ChangeCounts ONE_ADDED = new ChangeCounts(1, 0, 0);

    private RevisionStore store;

    /** A store of a test's own data, which is empty before the first call; later calls give more stores of the same. */
    protected abstract RevisionStore open();

    @BeforeEach
    void openStore() {
        store = open();
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
    void letsOneOfManyWritersWinEachRound() throws Exception {
        Revision base = append(Revision.none("flights"), "airport");
        for (int round = 0; round < ROUNDS; round++) {
            base = winnerOf(base, writer -> store);
        }
        assertThat(store.history("flights"))
                .extracting(RevisionSummary::number)
                .containsExactlyElementsOf(downFrom(ROUNDS + 1));
    }

    @Test
    void letsOneOfManyWritersOfSeveralStoresWinEachRound() throws Exception {
        List<RevisionStore> stores = List.of(store, open(), open());
        Revision base = append(Revision.none("flights"), "airport");
        for (int round = 0; round < ROUNDS; round++) {
            base = winnerOf(base, writer -> stores.get(writer % stores.size()));
        }
        for (RevisionStore each : stores) {
            assertThat(each.findLatest("flights")).isEqualTo(base);
            assertThat(each.history("flights")).hasSize(ROUNDS + 1);
        }
    }

    @Test
    void letsProjectsGrowBesideEachOther() throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String project = "project_" + i;
            writers.add(() -> appendMany(project, ROUNDS));
        }
        assertThat(runAtOnce(writers)).containsOnly(ROUNDS);
        assertThat(store.projects()).hasSize(WRITERS);
    }

    @Test
    void showsReadersWholeRevisionsOnlyWhileWritersWrite() throws Exception {
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> appendMany("flights", ROUNDS));
        for (int i = 0; i < 4; i++) {
            tasks.add(() -> readUntil("flights", ROUNDS));
        }
        assertThat(runAtOnce(tasks)).containsOnly(ROUNDS);
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
    void keepsEveryCharacter() {
        String text = "Flüge ✈ \uD83D\uDEEB 'quoted' \"twice\" \\ %s ? :name ; -- \t\n\u0001 \u202E";
        Revision next = Revision.none("flights").next(described(text), text, text, NOW);
        store.append(next, ONE_ADDED);
        assertThat(store.findLatest("flights")).isEqualTo(next);
        assertThat(store.history("flights")).containsExactly(new RevisionSummary(1, text, NOW, text, ONE_ADDED));
    }

    @Test
    void keepsAVeryLargeRevision() {
        List<Entity> entities = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            entities.add(entity("entity_" + i, "a description of some length, as people write them ✈"));
        }
        Revision next = Revision.none("flights").next(new Definitions(entities), "ann", "large", NOW);
        store.append(next, ONE_ADDED);
        assertThat(store.findLatest("flights")).isEqualTo(next);
    }

    @Test
    void keepsTextOfTheGreatestLengths() {
        String author = "é".repeat(1_000);
        String message = "\uD83D\uDEEB".repeat(5_000);
        Revision next = Revision.none("p".repeat(63)).next(Definitions.EMPTY, author, message, NOW);
        store.append(next, ONE_ADDED);
        assertThat(store.history("p".repeat(63)))
                .containsExactly(new RevisionSummary(1, author, NOW, message, ONE_ADDED));
    }

    @Test
    void keepsTimesToTheMicrosecondFromTheEpochToYearNineThousand() {
        Revision first = Revision.none("flights").next(Definitions.EMPTY, "ann", "", Instant.EPOCH);
        Revision second = first.next(Definitions.EMPTY, "ann", "", Instant.parse("9999-12-31T23:59:59.999999Z"));
        store.append(first, ONE_ADDED);
        store.append(second, ONE_ADDED);
        assertThat(store.history("flights"))
                .extracting(RevisionSummary::createdAt)
                .containsExactly(second.createdAt(), first.createdAt());
    }

    @Test
    void ordersProjectsByTheirCharactersWhateverTheLanguage() {
        for (String project : List.of("b", "a_b", "aB", "ab", "Zone", "a1", "a_c")) {
            append(Revision.none(project), "airport");
        }
        assertThat(store.projects()).containsExactly("Zone", "a1", "aB", "a_b", "a_c", "ab", "b");
    }

    @Test
    void tellsProjectsApartByCase() {
        append(Revision.none("Flights"), "airport");
        assertThat(store.latestNumber("flights")).isZero();
        assertThat(store.find("flights", 1)).isNull();
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

    /** The revision that one of many writers at once made on a base. */
    private Revision winnerOf(Revision base, IntFunction<RevisionStore> stores) throws Exception {
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            RevisionStore chosen = stores.apply(i);
            Revision next = next(base, "entity_" + base.number() + "_" + i);
            writers.add(() -> wins(chosen, next));
        }
        assertThat(runAtOnce(writers)).containsOnlyOnce(true).hasSize(WRITERS);
        Revision winner = latest("flights");
        assertThat(winner.number()).isEqualTo(base.number() + 1);
        return winner;
    }

    private static boolean wins(RevisionStore store, Revision next) {
        try {
            store.append(next, ONE_ADDED);
            return true;
        } catch (ConflictException e) {
            assertThat(e.newest()).isEqualTo(next.number());
            return false;
        }
    }

    private Revision latest(String project) {
        return requireNonNull(store.findLatest(project), project);
    }

    private int appendMany(String project, int count) {
        Revision base = Revision.none(project);
        for (int i = 0; i < count; i++) {
            base = append(base, "entity_" + i);
        }
        return store.latestNumber(project);
    }

    private int readUntil(String project, int last) {
        int seen = 0;
        while (seen < last) {
            Revision latest = store.findLatest(project);
            int number = latest == null ? 0 : latest.number();
            assertThat(number).isGreaterThanOrEqualTo(seen);
            assertThat(latest == null ? 0 : latest.definitions().all().size()).isEqualTo(number);
            seen = number;
        }
        return seen;
    }

    private static List<Integer> numbers(List<RevisionSummary> history) {
        return history.stream().map(RevisionSummary::number).toList();
    }

    private static List<Integer> downFrom(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> number + 1 - i).toList();
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
        entities.add(entity(entity, ""));
        return base.next(new Definitions(entities), "ann", "Add " + entity, NOW);
    }

    private static Definitions described(String text) {
        return new Definitions(List.of(entity("airport", text)));
    }

    private static Entity entity(String name, String description) {
        return new Entity(name, List.of(new JoinKey(name, ScalarType.STRING)), new Metadata(description, "", Map.of()));
    }
}
