package io.granary.core.definition;

import io.granary.core.GranaryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where objects are in an object store: {@code s3://bucket/folder}, also {@code s3a}, {@code gs}, {@code abfs} and {@code
 * abfss}. It names one object, or all below a folder, and holds no credentials.
 *
 * @param text without a slash at the end
 */
public record ObjectAddress(String text) {

    private static final Pattern SCHEME = Pattern.compile("(?i)(s3a?|gs|abfss?)://.*");
    private static final Pattern FORM = Pattern.compile("(s3a?|gs|abfss?)://([^/]+)(/.*)?");
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern CONTAINER = Pattern.compile("[a-z0-9$-]+@[A-Za-z0-9.-]+");
    private static final Pattern UNREADABLE = Pattern.compile("(?s).*(//|[*?\\[\\]{}\\\\]|(^|/)\\.\\.?(/|$)).*");

    /** Whether a text is meant as an address, valid or not. */
    public static boolean isAddress(String text) {
        return SCHEME.matcher(text).matches();
    }

    /**
     * Reads an address.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when it has another form; what could be a secret is not repeated
     */
    public static ObjectAddress parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !isStore(form.group(1), form.group(2)) || isUnreadable(form.group(3))) {
            throw GranaryException.invalid(
                    "address",
                    text.substring(0, text.indexOf(':') + 1) + "//...",
                    "scheme://bucket/folder, for abfs scheme://container@account/folder, without credentials, empty"
                            + " names, '..' and any of * ? [ ] { } \\");
        }
        return new ObjectAddress(text.replaceFirst("/+$", ""));
    }

    /** Whether an object can be there: one of the store itself, or of a folder of it. */
    public boolean isBelow(ObjectAddress root) {
        String here = connector();
        String there = root.connector();
        return here.equals(there) || here.startsWith(there + "/");
    }

    /** As Hadoop's connectors are told: of S3, there is one for {@code s3a} only. */
    public String connector() {
        return text.startsWith("s3://") ? "s3a" + text.substring("s3".length()) : text;
    }

    /** The last name in it. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isStore(String scheme, String store) {
        return (scheme.startsWith("abfs") ? CONTAINER : BUCKET).matcher(store).matches();
    }

    private static boolean isUnreadable(@Nullable String path) {
        return path != null && UNREADABLE.matcher(path).matches();
    }
}
