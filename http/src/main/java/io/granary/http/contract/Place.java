package io.granary.http.contract;

import java.util.List;

/** Where in a request a value is, and where what is wrong with it is gathered. Not safe for threads. */
record Place(String path, List<Violation> violations) {

    /** More say nothing that the first ones do not. */
    private static final int MAX_VIOLATIONS = 20;

    Place field(String name) {
        return new Place(path.equals("body") ? name : path + "." + name, violations);
    }

    Place item(int index) {
        return new Place(path + "[" + index + "]", violations);
    }

    void refuse(String value, String expected) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(new Violation(path, value + " (expected: " + expected + ")"));
        }
    }
}
