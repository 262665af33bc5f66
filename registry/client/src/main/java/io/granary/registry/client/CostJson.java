package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The costs of a plan as JSON. */
final class CostJson {

    private CostJson() {}

    static JsonNode write(ViewCost cost) {
        return new JsonTree()
                .text("view", cost.view())
                .choice("reason", cost.reason())
                .list("steps", cost.steps(), CostJson::writeStep)
                .integer("bytesPerEntity", cost.bytesPerEntity())
                .list("windows", cost.windows(), CostJson::writeWindow)
                .tree("tiles", cost.tiles() == null ? null : writeTiles(cost.tiles()))
                .node();
    }

    static ViewCost read(JsonObject object) {
        return new ViewCost(
                object.text("view"),
                object.choice("reason", ViewCost.Reason.class),
                object.objects("steps", CostJson::readStep),
                object.integer("bytesPerEntity"),
                object.objects("windows", CostJson::readWindow),
                object.find("tiles") == null ? null : object.object("tiles", CostJson::readTiles));
    }

    private static JsonNode writeStep(ViewCost.Step step) {
        JsonTree tree = new JsonTree().choice("action", step.action()).text("source", step.source());
        Long rows = step.rows();
        return (rows == null ? tree : tree.integer("rows", rows)).node();
    }

    private static ViewCost.Step readStep(JsonObject object) {
        return new ViewCost.Step(
                object.choice("action", ViewCost.Action.class), object.text("source"), readRows(object));
    }

    private static @Nullable Long readRows(JsonObject object) {
        return object.find("rows") == null ? null : object.longInteger("rows");
    }

    private static JsonNode writeWindow(WindowCost window) {
        return new JsonTree()
                .text("feature", window.feature())
                .integer("tiles", window.tiles())
                .integer("fields", window.fields())
                .node();
    }

    private static WindowCost readWindow(JsonObject object) {
        return new WindowCost(object.text("feature"), object.integer("tiles"), object.integer("fields"));
    }

    private static JsonNode writeTiles(TileCost tiles) {
        return new JsonTree()
                .list("levels", tiles.levels(), CostJson::writeLevel)
                .duration("remembered", tiles.remembered())
                .integer("bytesPerEvent", tiles.bytesPerEvent())
                .node();
    }

    private static TileCost readTiles(JsonObject object) {
        return new TileCost(
                object.objects("levels", CostJson::readLevel),
                object.duration("remembered"),
                object.integer("bytesPerEvent"));
    }

    private static JsonNode writeLevel(TileCost.Level level) {
        return new JsonTree()
                .duration("tileLength", level.tileLength())
                .duration("pageLength", level.pageLength())
                .integer("pages", level.pages())
                .integer("tileBytes", level.tileBytes())
                .node();
    }

    private static TileCost.Level readLevel(JsonObject object) {
        return new TileCost.Level(
                object.duration("tileLength"),
                object.duration("pageLength"),
                object.integer("pages"),
                object.integer("tileBytes"));
    }
}
