package io.granary.registry.server.plan;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which definition of one revision became which of the next: that of its kind and name, or the one it {@code was}. */
public final class Pairs {

    private final Definitions base;
    private final Definitions next;
    private final IdentityHashMap<Definition, Definition> before = new IdentityHashMap<>();
    private final Set<Definition> continued = Collections.newSetFromMap(new IdentityHashMap<>());

    private Pairs(Definitions base, Definitions next) {
        this.base = base;
        this.next = next;
    }

    public static Pairs of(Definitions base, Definitions next) {
        Pairs pairs = new Pairs(base, next);
        next.all().forEach(after -> pairs.pair(after, pairs.findWas(after)));
        next.all().forEach(after -> pairs.pair(after, find(base, after, after.name())));
        base.all().forEach(pairs::pairBack);
        return pairs;
    }

    private void pair(Definition after, @Nullable Definition found) {
        if (found != null && !before.containsKey(after) && continued.add(found)) {
            before.put(after, found);
        }
    }

    /** What was renamed to a name that is gone again, as by a rollback. */
    private void pairBack(Definition definition) {
        String was = definition.metadata().was();
        Definition after = was == null ? null : find(next, definition, was);
        if (after != null) {
            pair(after, definition);
        }
    }

    /** What the definition was, or null when it is new. */
    public @Nullable Definition before(Definition after) {
        return before.get(after);
    }

    /** What the definition was, or null when it is new or was something else. */
    <T extends Definition> @Nullable T before(T after, Class<T> type) {
        Definition found = before.get(after);
        return type.isInstance(found) ? type.cast(found) : null;
    }

    /** Whether the base's definition goes. */
    boolean isGone(Definition definition) {
        return !continued.contains(definition);
    }

    /** What this change renames; the word may stay in the file for ever. */
    private @Nullable Definition findWas(Definition after) {
        String was = after.metadata().was();
        Definition known = find(base, after, after.name());
        if (was == null || (known != null && was.equals(known.metadata().was()))) {
            return null;
        }
        Definition other = next.find(after.kind(), was);
        boolean staysThere = other != null && other.metadata().was() == null;
        return staysThere ? null : find(base, after, was);
    }

    private static @Nullable Definition find(Definitions definitions, Definition after, String name) {
        Definition found = definitions.find(after.kind(), name);
        return found != null && found.kind() == after.kind() ? found : null;
    }
}
