package io.granary.online.serving;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import java.util.Collection;

/** The error for a name that nothing has, with the closest name that something has. */
final class Unknown {

    private Unknown() {}

    static GranaryException named(String kind, String name, Collection<String> candidates) {
        return new GranaryException(
                ErrorCode.NOT_FOUND, kind + ": '" + name + "' does not exist" + suggestion(name, candidates));
    }

    /** Such as {@code (did you mean 'origin'?)} after a space, or nothing when no candidate is close. */
    static String suggestion(String name, Collection<String> candidates) {
        String suggestion = Suggestions.of(name, candidates);
        return suggestion == null ? "" : " (" + suggestion + ")";
    }
}
