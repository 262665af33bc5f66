package io.granary.registry.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The entity tags of a conditional request (RFC 9110): {@code If-None-Match} compares weakly, {@code If-Match} not. */
final class EntityTags {

    private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");

    private EntityTags() {}

    /** Whether the caller of a GET has what {@code tag} names already. */
    static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null && has(ifNoneMatch, tag, true);
    }

    /** Whether the caller of a change allows it on what {@code tag} names. */
    static boolean allow(@Nullable String ifMatch, String tag) {
        return ifMatch == null || has(ifMatch, tag, false);
    }

    private static boolean has(String header, String tag, boolean weakToo) {
        if (header.strip().equals("*")) {
            return true;
        }
        Matcher tags = TAG.matcher(header);
        while (tags.find()) {
            if (tags.group(2).equals(tag) && (weakToo || tags.group(1) == null)) {
                return true;
            }
        }
        return false;
    }
}
