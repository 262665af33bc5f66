package io.granary.ingestion;

import java.util.UUID;

/** Names of projects that no other test has, since classes share their servers. */
final class OwnProject {

    private OwnProject() {}

    static String name() {
        return "p" + UUID.randomUUID().toString().substring(0, 8);
    }
}
