package io.granary.registry.server.validation;

import io.granary.core.GranaryException;
import java.util.regex.Pattern;

/** The rule of names: they end up in topics, file names and expressions. */
public final class Names {

    /** What {@link #PATTERN} takes, for messages. */
    public static final String EXPECTED = "1 to 63 letters, digits and underscores that do not start with a digit";

    public static final Pattern PATTERN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,62}");

    private Names() {}

    public static boolean isValid(String name) {
        return PATTERN.matcher(name).matches();
    }

    /** @throws GranaryException (INVALID_ARGUMENT) for a name that breaks the rule */
    public static String requireProject(String name) {
        if (!isValid(name)) {
            throw GranaryException.invalid("project", "'" + name + "'", EXPECTED);
        }
        return name;
    }
}
