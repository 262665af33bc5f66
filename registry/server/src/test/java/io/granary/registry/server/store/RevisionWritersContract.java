package io.granary.registry.server.store;

import static io.granary.registry.server.store.RevisionCase.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Revision;
import io.granary.registry.client.RevisionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a revision store promises to many who write and read at once. */
interface RevisionWritersContract extends RevisionCase {

    int WRITERS = 20;
    int ROUNDS = 20;

    @Test
    default void letsOneOfManyWritersWinEachRound() throws Exception {
        Revision base = append(Revision.none("flights"), "airport");
        for (int round = 0; round < ROUNDS; round++) {
            base = winnerOf(base, writer -> store());
        }
        assertThat(store().history("flights"))
                .extracting(RevisionSummary::number)
                .containsExactlyElementsOf(downFrom(ROUNDS + 1));
    }

    @Test
    default void letsOneOfManyWritersOfSeveralStoresWinEachRound() throws Exception {
        List<RevisionStore> stores = List.of(store(), open(), open());
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
    default void letsProjectsGrowBesideEachOther() throws Exception {
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String project = "project_" + i;
            writers.add(() -> appendMany(project, ROUNDS));
        }
        assertThat(runAtOnce(writers)).containsOnly(ROUNDS);
        assertThat(store().projects()).hasSize(WRITERS);
    }

    @Test
    default void showsReadersWholeRevisionsOnlyWhileWritersWrite() throws Exception {
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> appendMany("flights", ROUNDS));
        for (int i = 0; i < 4; i++) {
            tasks.add(() -> readUntil("flights", ROUNDS));
        }
        assertThat(runAtOnce(tasks)).containsOnly(ROUNDS);
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

    private int readUntil(String project, int last) {
        int seen = 0;
        while (seen < last) {
            Revision latest = store().findLatest(project);
            int number = latest == null ? 0 : latest.number();
            assertThat(number).isGreaterThanOrEqualTo(seen);
            assertThat(latest == null ? 0 : latest.definitions().all().size()).isEqualTo(number);
            seen = number;
        }
        return seen;
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
}
