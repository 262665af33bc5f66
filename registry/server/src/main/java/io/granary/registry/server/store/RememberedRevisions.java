package io.granary.registry.server.store;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Revision;
import io.granary.registry.client.ChangeCounts;
import io.granary.registry.client.RevisionSummary;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last used revisions of each project in memory, as long as there is enough of it: revisions never change, so
 * only the number of the newest is asked for again. Revisions of a project share what is equal in them.
 */
public final class RememberedRevisions implements RevisionStore {

    private static final int MOST_OF_A_PROJECT = 4;

    private final RevisionStore store;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    public RememberedRevisions(RevisionStore store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public String identity() {
        return store.identity();
    }

    @Override
    public List<String> projects() {
        return store.projects();
    }

    @Override
    public @Nullable Revision findLatest(String project) {
        int number = store.latestNumber(project);
        return number == 0 ? null : find(project, number);
    }

    @Override
    public int latestNumber(String project) {
        return store.latestNumber(project);
    }

    @Override
    public @Nullable Revision find(String project, int number) {
        Slot slot = slots.get(project);
        if (slot != null) {
            return slot.find(project, number);
        }
        Revision found = store.find(project, number);
        if (found != null) {
            slot(project).keep(found);
        }
        return found;
    }

    @Override
    public List<RevisionSummary> history(String project, int before, int limit) {
        return store.history(project, before, limit);
    }

    @Override
    public void append(Revision revision, ChangeCounts counts) {
        store.append(revision, counts);
        slot(revision.project()).keep(revision);
    }

    /** Only of projects that exist, so that asking for others takes no memory. */
    private Slot slot(String project) {
        return slots.computeIfAbsent(project, name -> new Slot());
    }

    /** One project's revisions, which go when memory is short. Of many who want one at once, one reads it. */
    private final class Slot {

        private SoftReference<LastUsed> reference = new SoftReference<>(null);

        synchronized @Nullable Revision find(String project, int number) {
            Revision known = kept().get(number);
            if (known != null) {
                return known;
            }
            Revision found = store.find(project, number);
            return found == null ? null : keep(found);
        }

        synchronized Revision keep(Revision revision) {
            LastUsed kept = kept();
            Revision similar = kept.values().stream().findAny().orElse(null);
            Revision shared = similar == null ? revision : revision.sharing(similar);
            kept.put(revision.number(), shared);
            return shared;
        }

        private LastUsed kept() {
            LastUsed kept = reference.get();
            if (kept == null) {
                kept = new LastUsed();
                reference = new SoftReference<>(kept);
            }
            return kept;
        }
    }

    private static final class LastUsed extends LinkedHashMap<Integer, Revision> {

        private static final long serialVersionUID = 1;

        LastUsed() {
            super(MOST_OF_A_PROJECT * 2, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Revision> eldest) {
            return size() > MOST_OF_A_PROJECT;
        }
    }
}
