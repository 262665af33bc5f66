package io.granary.registry.server.plan;

import static io.granary.registry.server.plan.Rides.CITY;
import static io.granary.registry.server.plan.Rides.MILES;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definition;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Metadata;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Router;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.registry.client.Breakage;
import io.granary.registry.client.Consequence;
import io.granary.registry.client.Notice;
import io.granary.registry.client.Plan;
import io.granary.registry.client.TypeChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakagesTest {

    private static final Revision BASE = new Rides().first();

    @Test
    void nothingBreaksBeforeTheFirstApplyOrWhenThingsCome() {
        assertThat(Planner.plan(Revision.none("rides"), BASE).consequences()).isEmpty();
        assertThat(plan(new Rides().with(Rides.view("more", "ride_events", null, MILES)))
                        .consequences())
                .isEmpty();
    }

    @Test
    void aLostFeatureReachesServicesModelsAndRoutes() {
        Plan plan = plan(new Rides().with(Rides.view("rides", "ride_events", null, CITY)));

        assertThat(plan.breakages())
                .containsExactly(
                        new Breakage.ValueLost(Kind.FEATURE_VIEW, "rides", "miles"),
                        new Breakage.ValueLost(Kind.FEATURE_SERVICE, "fares", "rides__miles"),
                        new Breakage.VersionLost(Kind.MODEL, "fare", "1", List.of("rides__miles")),
                        new Breakage.RouteLost(Kind.ROUTER, "pricing", "only", "1"));
        assertThat(plan.breakages())
                .extracting(Consequence::sentence)
                .containsExactly(
                        "Feature view 'rides' loses feature 'miles'",
                        "Feature service 'fares' loses feature 'rides__miles'",
                        "Model 'fare' version 1 cannot be served: its service does not give [rides__miles] as it did",
                        "Router 'pricing' has no answer on route 'only': its model version 1 cannot be served");
    }

    @Test
    void anotherTypeBreaksTheModelTheSameWay() {
        Feature text = new Feature("miles", ScalarType.STRING, "city", null);
        TypeChange change = new TypeChange("rides__miles", ScalarType.FLOAT64, ScalarType.STRING);

        assertThat(plan(new Rides().with(Rides.view("rides", "ride_events", null, text, CITY)))
                        .breakages())
                .contains(
                        new Breakage.ValueRetyped(Kind.FEATURE_SERVICE, "fares", change),
                        new Breakage.VersionLost(Kind.MODEL, "fare", "1", List.of("rides__miles")));
    }

    @Test
    void aRenameKeepsRowsButNotTheNamesThatOthersUse() {
        Feature length = new Feature("length", ScalarType.FLOAT64, "miles", null, "miles");
        Plan plan = plan(new Rides().with(Rides.view("rides", "ride_events", null, length, CITY)));

        assertThat(plan.costs()).isEmpty();
        assertThat(plan.breakages())
                .contains(
                        new Breakage.ValueRenamed(Kind.FEATURE_VIEW, "rides", "miles", "length"),
                        new Breakage.ValueRenamed(Kind.FEATURE_SERVICE, "fares", "rides__miles", "rides__length"));
    }

    @Test
    void aRenamedViewRenamesTheFeaturesOfItsServices() {
        Plan plan = plan(new Rides()
                .without(Rides.view("rides", "ride_events", null))
                .with(Rides.renamed("trips", "rides", MILES, CITY))
                .with(Rides.service("fares", FeatureSelection.allOf("trips"))));

        assertThat(plan.costs()).isEmpty();
        assertThat(plan.breakages())
                .contains(
                        new Breakage.Renamed(Kind.FEATURE_VIEW, "trips", "rides"),
                        new Breakage.ValueRenamed(Kind.FEATURE_SERVICE, "fares", "rides__miles", "trips__miles"),
                        new Breakage.ValueRenamed(Kind.FEATURE_SERVICE, "fares", "rides__city", "trips__city"));
    }

    @Test
    void aRoleKeepsTheNamesOfARenamedView() {
        FeatureSelection role = new FeatureSelection("trips", "rides", Map.of(), List.of());
        Plan plan = plan(new Rides()
                .without(Rides.view("rides", "ride_events", null))
                .with(Rides.renamed("trips", "rides", MILES, CITY))
                .with(Rides.service("fares", role)));

        assertThat(plan.breakages()).containsExactly(new Breakage.Renamed(Kind.FEATURE_VIEW, "trips", "rides"));
    }

    @Test
    void aRenamedModelIsTheSame() {
        Plan plan = plan(new Rides()
                .without(Rides.model("fare", "fares"))
                .with(Rides.model("price", "fares", Rides.was("fare"), "rides__miles"))
                .with(new Router(
                        "pricing", List.of(new Router.Route("only", "price", null, 1)), null, null, Metadata.NONE)));

        assertThat(plan.breakages())
                .contains(new Breakage.Renamed(Kind.MODEL, "price", "fare"))
                .doesNotHaveAnyElementsOfTypes(Breakage.Removed.class, Breakage.VersionLost.class);
    }

    @Test
    void whatRequestsNameMustNotGo() {
        Rides less = new Rides().without(router());

        assertThat(plan(less).breakages()).containsExactly(new Breakage.Removed(Kind.ROUTER, "pricing"));
        assertThat(plan(less.without(Rides.model("fare", "fares"))).breakages())
                .contains(new Breakage.Removed(Kind.MODEL, "fare"));
        assertThat(Planner.plan(new Rides().with(Rides.experiment("a")).first(), BASE)
                        .breaks())
                .isFalse();
    }

    @Test
    void whatRequestsDoNotBringBreaksThem() {
        Entity entity = new Entity(
                "rider",
                List.of(new JoinKey("rider", ScalarType.STRING), new JoinKey("city", ScalarType.STRING)),
                Metadata.NONE);
        Column city = new Column("city", ScalarType.STRING);

        assertThat(plan(new Rides().with(entity)).breakages())
                .containsExactly(
                        new Breakage.InputNeeded(Kind.FEATURE_VIEW, "rides", city),
                        new Breakage.InputNeeded(Kind.FEATURE_SERVICE, "fares", city),
                        new Breakage.InputNeeded(Kind.MODEL, "fare", city));
    }

    @Test
    void aViewThatIsNotServedAnyMoreBreaks() {
        FeatureView view = Rides.view("rides", "ride_events", null, MILES, CITY);
        FeatureView offline = new FeatureView(
                view.name(),
                view.entities(),
                view.source(),
                view.joinKeys(),
                view.where(),
                view.features(),
                view.aggregations(),
                view.ttl(),
                false,
                true,
                view.metadata());

        assertThat(plan(new Rides().with(offline)).breakages())
                .containsExactly(new Breakage.Withdrawn(Kind.FEATURE_VIEW, "rides", Breakage.Withdrawn.Use.ONLINE));
    }

    @Test
    void aNewGenerationAndANewSaltAreNoticed() {
        Feature doubled = new Feature("miles", ScalarType.FLOAT64, "miles * 2.0", null);
        Revision base = new Rides().with(Rides.experiment("a")).first();
        Rides next =
                new Rides().with(Rides.experiment("b")).with(Rides.view("rides", "ride_events", null, doubled, CITY));

        assertThat(Planner.plan(base, next.after(base)).consequences())
                .containsExactly(
                        new Notice.Rebuilt(Kind.FEATURE_SERVICE, "fares", "rides"),
                        new Notice.Reassigned(Kind.EXPERIMENT, "prices"));
    }

    @Test
    void aServiceThatGoesOverToANewViewIsNoticed() {
        Rides next = new Rides()
                .with(Rides.view("stops", "ride_events", null, CITY))
                .with(Rides.service("fares", FeatureSelection.allOf("rides"), FeatureSelection.allOf("stops")))
                .with(Rides.service("tips", FeatureSelection.allOf("stops")));

        assertThat(plan(next).notices()).containsExactly(new Notice.Unfilled(Kind.FEATURE_SERVICE, "fares", "stops"));
    }

    @Test
    void anOldNameThatIsUnknownIsNoticed() {
        Feature length = new Feature("length", ScalarType.FLOAT64, "miles", null, "kilometres");
        Rides next = new Rides()
                .with(Rides.renamed("stops", "stations", CITY))
                .with(Rides.view("rides", "ride_events", null, MILES, CITY, length));

        assertThat(plan(next).consequences())
                .containsExactly(
                        new Notice.UnknownBefore(Kind.FEATURE_VIEW, "stops", "stations"),
                        new Notice.UnknownBefore(Kind.FEATURE_VIEW, "rides:length", "kilometres"));
    }

    @Test
    void goingBackOverARenameIsShownAsOne() {
        Revision renamed = new Rides()
                .without(Rides.view("rides", "ride_events", null))
                .with(Rides.renamed("trips", "rides", MILES, CITY))
                .with(Rides.service("fares", FeatureSelection.allOf("trips")))
                .after(BASE);

        Plan back = Planner.plan(renamed, new Rides().after(renamed));

        assertThat(back.costs()).isEmpty();
        assertThat(back.breakages())
                .contains(new Breakage.Renamed(Kind.FEATURE_VIEW, "rides", "trips"))
                .doesNotHaveAnyElementsOfTypes(Breakage.Removed.class);
    }

    private static Definition router() {
        return BASE.definitions().router("pricing");
    }

    private static Plan plan(Rides next) {
        return Planner.plan(BASE, next.after(BASE));
    }
}
