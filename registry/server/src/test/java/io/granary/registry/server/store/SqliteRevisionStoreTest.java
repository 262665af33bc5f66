package io.granary.registry.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.registry.client.ChangeCounts;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRevisionStoreTest extends RevisionStoreContract {

    @TempDir
    Path folder;

    @Override
    protected RevisionStore open() {
        return SqlRevisionStore.openSqlite(folder.resolve("registry.db"));
    }

    @Test
    void findsItsRevisionsAndIdentityAfterARestart() {
        Revision revision = Revision.none("flights").next(Definitions.EMPTY, "ann", "", Instant.EPOCH);
        String identity;
        try (RevisionStore store = open()) {
            store.append(revision, new ChangeCounts(0, 0, 0));
            identity = store.identity();
        }
        try (RevisionStore store = open()) {
            assertThat(store.findLatest("flights")).isEqualTo(revision);
            assertThat(store.identity()).isEqualTo(identity);
        }
    }
}
