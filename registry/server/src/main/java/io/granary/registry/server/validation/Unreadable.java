package io.granary.registry.server.validation;

import io.granary.core.definition.Kind;
import java.util.HashSet;
import java.util.Set;

/** Names that somebody declared but whose definitions could not be read, so references to them are not dangling. */
public final class Unreadable {

    private final Set<String> names = new HashSet<>();
    private boolean all;

    public void add(Kind kind, String name) {
        names.add(kind.namespace() + " " + name);
    }

    /** Any name may have been declared: a whole file or a name itself could not be read. */
    public void addAll() {
        all = true;
    }

    boolean contains(Kind kind, String name) {
        return all || names.contains(kind.namespace() + " " + name);
    }
}
