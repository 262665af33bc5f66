package io.granary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.answers.LoggedAnswer;
import io.granary.answers.LoggedColumn;
import io.granary.answers.LoggedFeature;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowsOfEntityTest {

    private static final String PROJECT = "p";

    private final Revision revision = revision();
    private final RowsOfEntity rows = new RowsOfEntity(
            PROJECT, revision.definitions().entity("driver"), Trips.key(PROJECT, "ann"), this::revision);

    @Test
    void rowsAreFoundByTheNamesOfJoinKeys() {
        assertThat(rows.of(answer(null, column("driver", "ann", "bob", null, "ann"))))
                .containsExactly(0, 3);
        assertThat(rows.of(answer(null, column("driver", "bob")))).isEmpty();
        assertThat(rows.of(answer(null, column("airport", "ann")))).isEmpty();
    }

    @Test
    void rowsAreFoundByTheNamesThatAServiceGivesThemInEachRole() {
        LoggedColumn pickup = column("pickup", "bob", "ann", "bob", "bob");
        LoggedColumn relief = column("relief", "bob", "bob", "ann", "bob");
        LoggedColumn mate = column("mate", "bob", "bob", "bob", "ann");
        LoggedColumn other = column("note", "ann", "bob", "bob", "bob");

        assertThat(rows.of(answer("roles", pickup, relief, mate, other))).containsExactly(1, 2, 3);
        assertThat(rows.of(answer(null, pickup, relief, mate)))
                .as("of no service")
                .isEmpty();
    }

    @Test
    void whatHasTheNameAndAnotherTypeIsSomethingElse() {
        LoggedColumn number = new LoggedColumn("driver", ScalarType.INT64, List.of(7L));
        assertThat(rows.of(answer(null, number))).isEmpty();
    }

    @Test
    void answersOfAnotherProjectStay() {
        LoggedAnswer own = answer(null, column("driver", "ann"));
        LoggedAnswer other =
                new LoggedAnswer("other", 1, 0, null, own.features(), false, own.entities(), own.results());
        assertThat(rows.of(other)).isEmpty();
    }

    @Test
    void aRevisionThatNobodyHasIsNamed() {
        LoggedAnswer known = answer("roles", column("driver", "ann"));
        LoggedAnswer unknown =
                new LoggedAnswer(PROJECT, 9, 0, "roles", known.features(), false, known.entities(), known.results());
        assertThatThrownBy(() -> rows.of(unknown)).hasMessageContaining("9");
    }

    private Revision revision(int number) {
        if (number != revision.number()) {
            throw GranaryException.notFound("revision", String.valueOf(number));
        }
        return revision;
    }

    private static Revision revision() {
        Revision trips = Trips.revision(PROJECT, Trips.source(PROJECT, "id"), Trips.view(), Trips.lastTrip());
        List<Definition> all = new ArrayList<>();
        all.addAll(trips.definitions().all());
        all.add(new OnDemandFeatureView(
                "pair",
                List.of(new FeatureSelection(
                        Trips.LAST_TRIP, "second", Map.of("driver", "companion"), List.of("miles"))),
                List.of(),
                List.of(),
                Metadata.NONE));
        all.add(new FeatureService(
                "roles",
                List.of(
                        new FeatureSelection(Trips.LAST_TRIP, "first", Map.of("driver", "pickup"), List.of()),
                        new FeatureSelection(Trips.VIEW, "other", Map.of("driver", "relief"), List.of()),
                        new FeatureSelection("pair", null, Map.of("companion", "mate"), List.of())),
                FeatureService.OnMissing.NULL,
                0,
                Metadata.NONE));
        return trips.next(new Definitions(all), "tester", "test", Instant.EPOCH);
    }

    private static LoggedColumn column(String name, @Nullable String... values) {
        return new LoggedColumn(name, ScalarType.STRING, Arrays.asList((Object[]) values));
    }

    private LoggedAnswer answer(@Nullable String service, LoggedColumn... columns) {
        int count = columns[0].values().size();
        LoggedFeature feature = new LoggedFeature(
                new LoggedColumn("x", ScalarType.INT64, Collections.nCopies(count, null)),
                Collections.nCopies(count, FeatureStatus.NULL_VALUE),
                Collections.nCopies(count, 0L));
        return new LoggedAnswer(
                PROJECT, revision.number(), 0, service, List.of(), false, List.of(columns), List.of(feature));
    }
}
