package io.granary.http;

import java.util.HashSet;
import java.util.Set;

/** What is special about some paths. Filled before a service starts, and only read after that. */
final class PathTraits {

    private final Set<String> vital = new HashSet<>();
    private final Set<String> patient = new HashSet<>();

    /** Takes a path whose requests are answered however busy the service is. */
    void addVital(String path) {
        vital.add(path);
    }

    /** Takes a path whose answers may take longer than a request may, and meanwhile keep no place of others. */
    void addPatient(String path) {
        patient.add(path);
    }

    boolean isVital(String path) {
        return vital.contains(path);
    }

    boolean isPatient(String path) {
        return patient.contains(path);
    }
}
