package io.granary.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is special about some paths. Filled before a service starts, and only read after that. */
final class PathTraits {

    private final Set<String> vital = new HashSet<>();
    private final Set<String> patient = new HashSet<>();
    private final List<Pattern> open = new ArrayList<>();

    /** Takes a path whose requests are answered however busy the service is. */
    void addVital(String path) {
        vital.add(path);
    }

    /** Takes a path whose answers may take longer than a request may, and meanwhile keep no place of others. */
    void addPatient(String path) {
        patient.add(path);
    }

    /** Takes a path, maybe with a parameter in braces, that is answered whoever asks. */
    void addOpen(String path) {
        open.add(Pattern.compile(Pattern.quote(path).replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q")));
    }

    boolean isVital(String path) {
        return vital.contains(path);
    }

    boolean isOpen(String path) {
        return open.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    boolean isPatient(String path) {
        return patient.contains(path);
    }
}
