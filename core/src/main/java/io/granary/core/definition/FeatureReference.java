package io.granary.core.definition;

import io.granary.core.GranaryException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A feature as a request names it, such as {@code airport_facts:city} or {@code airport_facts@v3:city}.
 *
 * @param version the version of the view that the request wants; null: the one that is served, {@code @latest} too
 * @param feature its name, or {@code *} for every one of the view
 */
public record FeatureReference(String view, @Nullable Integer version, String feature) {

    private static final Pattern FORM =
            Pattern.compile("([^:@]+)(?:@(latest|v\\d{1,9}))?:([^:]+)", Pattern.CASE_INSENSITIVE);
    private static final int VIEW = 1;
    private static final int VERSION = 2;
    private static final int FEATURE = 3;
    private static final String LATEST = "latest";
    private static final String ALL = "*";

    /** @throws GranaryException (INVALID_ARGUMENT) when the text has no such form */
    public static FeatureReference parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw GranaryException.invalid("features", "'" + text + "'", "view:feature, view@v3:feature or view:*");
        }
        return new FeatureReference(parts.group(VIEW), version(parts.group(VERSION)), parts.group(FEATURE));
    }

    private static @Nullable Integer version(@Nullable String text) {
        return text == null || text.equalsIgnoreCase(LATEST) ? null : Integer.valueOf(text.substring(1));
    }

    /** The view of a text that may be no reference otherwise. */
    public static String viewOf(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != ':' && text.charAt(end) != '@') {
            end++;
        }
        return text.substring(0, end);
    }

    /** What it names, of whatever version. */
    public FeatureSelection selection() {
        return new FeatureSelection(view, null, Map.of(), feature.equals(ALL) ? List.of() : List.of(feature));
    }

    @Override
    public String toString() {
        return view + (version == null ? "" : "@v" + version) + ":" + feature;
    }
}
