package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import io.granary.core.type.ScalarType;
import io.granary.core.window.AccumulatorSpec;
import io.granary.core.window.TileLevel;
import io.granary.core.window.WindowInput;
import io.granary.core.window.WindowLayout;

/** How window states are stored, as JSON. */
final class LayoutJson {

    private LayoutJson() {}

    static JsonNode write(WindowLayout layout) {
        return new JsonTree()
                .list("inputs", layout.inputs(), LayoutJson::write)
                .list("accumulators", layout.accumulators(), LayoutJson::write)
                .list("levels", layout.levels(), LayoutJson::write)
                .integer("rawEvents", layout.rawEvents())
                .integer("slackMicros", layout.slackMicros())
                .node();
    }

    static WindowLayout read(JsonObject object) {
        return new WindowLayout(
                object.objects("inputs", LayoutJson::readInput),
                object.objects("accumulators", LayoutJson::readAccumulator),
                object.objects("levels", LayoutJson::readLevel),
                object.integer("rawEvents"),
                object.longInteger("slackMicros"));
    }

    private static JsonNode write(WindowInput input) {
        return new JsonTree()
                .text("of", input.of())
                .text("where", input.where())
                .text("type", input.type().text())
                .node();
    }

    private static WindowInput readInput(JsonObject object) {
        if (SourceJson.type(object) instanceof ScalarType type) {
            return new WindowInput(object.findText("of"), object.findText("where"), type);
        }
        throw GranaryException.invalid(object.path("type"), object.text("type"), "a scalar type");
    }

    private static JsonNode write(AccumulatorSpec accumulator) {
        return new JsonTree()
                .choice("kind", accumulator.kind())
                .integer("argument", accumulator.argument())
                .integer("input", accumulator.input())
                .node();
    }

    private static AccumulatorSpec readAccumulator(JsonObject object) {
        return new AccumulatorSpec(
                object.choice("kind", AccumulatorSpec.Kind.class), object.integer("argument"), object.integer("input"));
    }

    private static JsonNode write(TileLevel level) {
        return new JsonTree()
                .integer("tileMicros", level.tileMicros())
                .integer("pageMicros", level.pageMicros())
                .integer("slots", level.slots())
                .flag("carry", level.carry())
                .node();
    }

    private static TileLevel readLevel(JsonObject object) {
        return new TileLevel(
                object.longInteger("tileMicros"),
                object.longInteger("pageMicros"),
                object.integer("slots"),
                object.flag("carry"));
    }
}
