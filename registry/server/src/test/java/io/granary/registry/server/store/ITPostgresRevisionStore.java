package io.granary.registry.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Revision;
import io.granary.embedded.junit.PostgresExtension;
import io.granary.registry.client.ChangeCounts;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ITPostgresRevisionStore extends RevisionStoreContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    final OpenDatabases databases = new OpenDatabases();

    private final String url = POSTGRES.newDatabase();

    @Override
    public RevisionStore open() {
        return openDatabase().revisions();
    }

    @Test
    void saysSoWhenACommitFails() {
        RegistryDatabase database = openDatabase();
        database.write(handle -> handle.execute("create function go_away() returns trigger language plpgsql as"
                + " $$ begin raise exception 'going away' using errcode = '57P01'; end $$"));
        database.write(handle -> handle.execute("create constraint trigger at_commit after insert on revision"
                + " deferrable initially deferred for each row execute function go_away()"));
        Revision first = Revision.none("flights").next(Definitions.EMPTY, "ann", "", Instant.EPOCH);
        assertThatThrownBy(() -> database.revisions().append(first, new ChangeCounts(0, 0, 0)))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessage("Cannot tell whether a change is in the registry's database: ERROR: going away");
        assertThat(database.revisions().projects()).isEmpty();
    }

    private RegistryDatabase openDatabase() {
        return databases.open(new DatabaseConfig(url, POSTGRES.user(), POSTGRES.password()));
    }
}
