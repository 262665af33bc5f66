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
                .node();
    }

    static ViewCost read(JsonObject object) {
        return new ViewCost(
                object.text("view"),
                object.choice("reason", ViewCost.Reason.class),
                object.objects("steps", CostJson::readStep),
                object.integer("bytesPerEntity"),
                object.objects("windows", CostJson::readWindow));
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
                .node();
    }

    private static WindowCost readWindow(JsonObject object) {
        return new WindowCost(object.text("feature"), object.integer("tiles"));
    }
}
