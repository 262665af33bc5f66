package io.granary.registry.server.store;

import static io.granary.registry.server.store.RevisionCase.entity;
import static io.granary.registry.server.store.RevisionCase.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Revision;
import io.granary.registry.client.RevisionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a revision store keeps, however long, large or strange. */
interface RevisionContentContract extends RevisionCase {

    @Test
    default void keepsEveryCharacter() {
        String text = "Flüge ✈ \uD83D\uDEEB 'quoted' \"twice\" \\ %s ? :name ; -- \t\n\u0001 \u202E";
        Revision next = Revision.none("flights").next(described(text), text, text, NOW);
        store().append(next, ONE_ADDED);
        assertThat(store().findLatest("flights")).isEqualTo(next);
        assertThat(store().history("flights")).containsExactly(new RevisionSummary(1, text, NOW, text, ONE_ADDED));
    }

    @Test
    default void keepsAVeryLargeRevision() {
        List<Entity> entities = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            entities.add(entity("entity_" + i, "a description of some length, as people write them ✈"));
        }
        Revision next = Revision.none("flights").next(new Definitions(entities), "ann", "large", NOW);
        store().append(next, ONE_ADDED);
        assertThat(store().findLatest("flights")).isEqualTo(next);
    }

    @Test
    default void keepsTextOfTheGreatestLengths() {
        String author = "é".repeat(1_000);
        String message = "\uD83D\uDEEB".repeat(5_000);
        Revision next = Revision.none("p".repeat(63)).next(Definitions.EMPTY, author, message, NOW);
        store().append(next, ONE_ADDED);
        assertThat(store().history("p".repeat(63)))
                .containsExactly(new RevisionSummary(1, author, NOW, message, ONE_ADDED));
    }

    @Test
    default void keepsTimesToTheMicrosecondFromTheEpochToYearNineThousand() {
        Revision first = Revision.none("flights").next(Definitions.EMPTY, "ann", "", Instant.EPOCH);
        Revision second = first.next(Definitions.EMPTY, "ann", "", Instant.parse("9999-12-31T23:59:59.999999Z"));
        store().append(first, ONE_ADDED);
        store().append(second, ONE_ADDED);
        assertThat(store().history("flights"))
                .extracting(RevisionSummary::createdAt)
                .containsExactly(second.createdAt(), first.createdAt());
    }

    @Test
    default void ordersProjectsByTheirCharactersWhateverTheLanguage() {
        for (String project : List.of("b", "a_b", "aB", "ab", "Zone", "a1", "a_c")) {
            append(Revision.none(project), "airport");
        }
        assertThat(store().projects()).containsExactly("Zone", "a1", "aB", "a_b", "a_c", "ab", "b");
    }

    @Test
    default void tellsProjectsApartByCase() {
        append(Revision.none("Flights"), "airport");
        assertThat(store().latestNumber("flights")).isZero();
        assertThat(store().find("flights", 1)).isNull();
    }

    private static Definitions described(String text) {
        return new Definitions(List.of(entity("airport", text)));
    }
}
