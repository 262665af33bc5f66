package io.granary.registry.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import org.junit.jupiter.api.Test;

/** What rollouts in a SQL database promise beside: they catch up with builds that kept none. */
abstract class SqlRolloutStoreContract extends RolloutStoreContract {

    /** Of a test's own data, which is empty before the first call; later calls open the same again. */
    protected abstract RegistryDatabase openDatabase();

    @Override
    protected final Stores open() {
        RegistryDatabase database = openDatabase();
        return new Stores(database.revisions(), database.rollouts());
    }

    @Test
    void followsRevisionsOfABuildThatKeptNoRollouts() {
        RegistryDatabase database = openDatabase();
        Revision first = append(Revision.none("taxis"), 1);
        Revision second = append(first, 2);
        database.write(handle -> handle.execute("delete from rollout") + handle.execute("delete from view_generation"));
        RolloutStore rollouts = database.rollouts();
        assertThat(rollouts.find("taxis")).isEqualTo(Rollout.upgraded(second));
        assertThat(rollouts.positions()).isEmpty();
        Revision third = append(second, 2);
        Rollout expected = Rollout.upgraded(second).next(third, third.createdAt());
        assertThat(rollouts.find("taxis")).isEqualTo(expected);
        database.write(handle -> handle.execute("update rollout set newest = 2, live = 2, version = 1"));
        assertThat(rollouts.find("taxis").newest()).isEqualTo(3);
        assertThat(rollouts.change("taxis", rollout -> rollout).newest()).isEqualTo(3);
        assertThat(rollouts.positions()).containsEntry("taxis", new RolloutPosition(2, 3, 3));
    }
}
