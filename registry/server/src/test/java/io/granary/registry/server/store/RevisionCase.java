package io.granary.registry.server.store;

import static java.util.Objects.requireNonNull;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.ChangeCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the tests of a revision store write. */
interface RevisionCase {

    Instant NOW = Instant.parse("2026-11-20T10:00:00.123456Z");
    ChangeCounts ONE_ADDED = new ChangeCounts(1, 0, 0);

    /** A store of the data of a test. */
    RevisionStore store();

    /** A store of a test's own data, which is empty before the first call; later calls give more stores of the same. */
    RevisionStore open();

    default Revision latest(String project) {
        return requireNonNull(store().findLatest(project), project);
    }

    default int appendMany(String project, int count) {
        Revision base = Revision.none(project);
        for (int i = 0; i < count; i++) {
            base = append(base, "entity_" + i);
        }
        return store().latestNumber(project);
    }

    default Revision append(Revision base, String entity) {
        Revision next = next(base, entity);
        store().append(next, ONE_ADDED);
        return next;
    }

    static Revision next(Revision base, String entity) {
        List<Entity> entities = new ArrayList<>(base.definitions().all(Entity.class));
        entities.add(entity(entity, ""));
        return base.next(new Definitions(entities), "ann", "Add " + entity, NOW);
    }

    static Entity entity(String name, String description) {
        return new Entity(name, List.of(new JoinKey(name, ScalarType.STRING)), new Metadata(description, "", Map.of()));
    }
}
