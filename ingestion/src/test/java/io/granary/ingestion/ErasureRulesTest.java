package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.ProjectRollout;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ErasureRulesTest {

    private static final List<JoinKey> DRIVER = List.of(new JoinKey("driver", ScalarType.STRING));

    private final Revision first = DriversAndTrips.revision("p");

    @Test
    void anEntityIsToldByItsJoinKeysAloneAndWithOthers() {
        assertThatCode(() -> ErasureRules.require(
                        rollout(first, first), first.definitions().entity("driver")))
                .doesNotThrowAnyException();
    }

    @Test
    void whoeverHasTheSameJoinKeysIsNotErasedToo() {
        Entity rider = new Entity("rider", DRIVER, Metadata.NONE);
        assertThatThrownBy(() -> ErasureRules.require(rollout(first, first), rider))
                .hasMessageStartingWith("Cannot erase the entity: feature view '")
                .hasMessageContaining("has its join keys by another entity (one of [driver");
    }

    @Test
    void aRevisionInUseThatTellsItOtherwiseIsNamed() {
        Entity renamed = new Entity("driver", List.of(new JoinKey("id", ScalarType.INT64)), Metadata.NONE);
        Revision second = first.next(new Definitions(List.of(renamed)), "tester", "test", Instant.EPOCH);
        assertThatThrownBy(() -> ErasureRules.require(rollout(first, second), renamed))
                .hasMessageStartingWith(
                        "Cannot erase the entity: revision 1, which is still in use, has other join keys");
    }

    private static ProjectRollout rollout(Revision live, Revision newest) {
        Rollout rollout = new Rollout(
                "p", 1, newest.number(), live.number(), Rollout.upgraded(live).generations());
        Map<Integer, Revision> revisions = new HashMap<>();
        revisions.put(live.number(), live);
        revisions.put(newest.number(), newest);
        return new ProjectRollout(rollout, revisions);
    }
}
