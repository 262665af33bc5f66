package io.granary.registry.server.validation;

import io.granary.core.definition.Kind;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names that somebody declared but whose definitions could not be read, so references to them are not dangling. */
public final class Unreadable {

    private static final Pattern DECLARATION = Pattern.compile("\\bname[\"']?\\s*:\\s*[\"']?(\\w+)");

    private final Set<String> names = new HashSet<>();
    private final Set<String> partial = new HashSet<>();
    private final Set<String> namesOfAnyKind = new HashSet<>();
    private boolean all;

    public void add(Kind kind, String name) {
        names.add(kind.namespace() + " " + name);
    }

    /** A definition that is there, but with placeholders in it that others must not be checked against. */
    public void addPartial(Kind kind, String name) {
        partial.add(kind.namespace() + " " + name);
        add(kind, name);
    }

    /** A file of this text could not be read to its end: what looks like a name there may be one, of any kind. */
    public void addNamesIn(String text) {
        Matcher declarations = DECLARATION.matcher(text);
        while (declarations.find()) {
            namesOfAnyKind.add(declarations.group(1));
        }
    }

    /** Any name may have been declared: the text of a file is not known. */
    public void addAll() {
        all = true;
    }

    boolean isPartial(Kind kind, String name) {
        return !partial.isEmpty() && partial.contains(kind.namespace() + " " + name);
    }

    boolean contains(Kind kind, String name) {
        return all || namesOfAnyKind.contains(name) || names.contains(kind.namespace() + " " + name);
    }
}
