package io.granary.registry.server.backup;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup holds.
 *
 * @param identity of the registry that it was made of
 * @param projects name to number of revisions
 */
public record BackupSummary(String identity, Instant createdAt, Map<String, Integer> projects) {

    public BackupSummary {
        requireNonNull(identity, "identity");
        requireNonNull(createdAt, "createdAt");
        projects = Collections.unmodifiableMap(new TreeMap<>(projects));
    }

    /** Of all projects. */
    public int revisions() {
        return projects.values().stream().mapToInt(Integer::intValue).sum();
    }
}
