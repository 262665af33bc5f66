package io.granary.online.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a node of a cluster says about a key that it does not have.
 *
 * @param isLasting whether the slot has moved, and is not only on its way
 */
record Redirection(int slot, NodeAddress to, boolean isLasting) {

    private static final Pattern FORM = Pattern.compile("(MOVED|ASK) (\\d+) (.+):(\\d+)");

    /** Null when it is another refusal. */
    static @Nullable Redirection parse(String refusal) {
        Matcher parts = FORM.matcher(refusal);
        if (!parts.matches()) {
            return null;
        }
        boolean isLasting = parts.group(1).equals("MOVED");
        NodeAddress to = new NodeAddress(parts.group(3), Integer.parseInt(parts.group(4)), !isLasting);
        return new Redirection(Integer.parseInt(parts.group(2)), to, isLasting);
    }
}
