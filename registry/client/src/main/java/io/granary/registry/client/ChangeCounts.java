package io.granary.registry.client;

import java.util.Collection;

/** How many definitions a revision added, changed (rebuilt ones included) and removed. */
public record ChangeCounts(int added, int changed, int removed) {

    static ChangeCounts of(Collection<DefinitionChange> changes) {
        int added = 0;
        int removed = 0;
        for (DefinitionChange change : changes) {
            added += change instanceof DefinitionChange.Added ? 1 : 0;
            removed += change instanceof DefinitionChange.Removed ? 1 : 0;
        }
        return new ChangeCounts(added, changes.size() - added - removed, removed);
    }
}
