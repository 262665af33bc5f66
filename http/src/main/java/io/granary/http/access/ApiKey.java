package io.granary.http.access;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A key that some caller has, and what it is granted. The key itself is not known.
 *
 * @param name of the key, for people
 * @param sha256 of the key's UTF-8 bytes, as 64 lower-case hexadecimal digits
 */
record ApiKey(String name, String sha256, List<Grant> grants) {

    ApiKey {
        requireNonNull(name, "name");
        requireNonNull(sha256, "sha256");
        grants = List.copyOf(grants);
    }
}
