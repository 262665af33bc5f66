package io.granary.http.contract;

import static java.util.Objects.requireNonNull;

/**
 * Something in a request that the contract does not allow.
 *
 * @param name where it is: a parameter, or a JSON path such as {@code definitions[2].name}
 * @param detail the value and what was expected
 */
public record Violation(String name, String detail) {

    public Violation {
        requireNonNull(name, "name");
        requireNonNull(detail, "detail");
    }

    @Override
    public String toString() {
        return name + ": " + detail;
    }
}
