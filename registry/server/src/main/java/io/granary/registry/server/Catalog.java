package io.granary.registry.server;

import io.granary.core.definition.Revision;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageQuery;
import io.granary.registry.client.search.SearchQuery;
import io.granary.registry.client.search.SearchResult;
import io.granary.registry.server.lineage.LineageGraph;
import io.granary.registry.server.search.SearchIndex;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers what depends on what, and where something is, in the newest revision of a project. What that needs is computed
 * by the first question after an apply and kept for the next. Blocking; safe for threads.
 */
final class Catalog {

    private final Registry registry;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    Catalog(Registry registry) {
        this.registry = registry;
    }

    Lineage lineage(String project, int number, LineageQuery query) {
        return entry(project, number).graph().lineage(project, number, query);
    }

    SearchResult search(String project, int number, SearchQuery query) {
        return entry(project, number).index().search(project, number, query);
    }

    private Entry entry(String project, int number) {
        return slots.computeIfAbsent(project, name -> new Slot()).entry(project, number);
    }

    private record Entry(int number, LineageGraph graph, SearchIndex index) {

        static Entry of(Revision revision) {
            LineageGraph graph = LineageGraph.of(revision.definitions());
            return new Entry(revision.number(), graph, SearchIndex.of(revision.definitions(), graph));
        }
    }

    /** One project's entry, which goes when memory is short. Of many questions at once one computes, the others wait. */
    private final class Slot {

        private SoftReference<Entry> reference = new SoftReference<>(null);

        synchronized Entry entry(String project, int number) {
            Entry known = reference.get();
            if (known != null && known.number() == number) {
                return known;
            }
            Entry computed = Entry.of(registry.revision(project, number));
            reference = new SoftReference<>(computed);
            return computed;
        }
    }
}
