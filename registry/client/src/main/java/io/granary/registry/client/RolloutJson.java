package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.GranaryException;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rollouts as JSON, read strictly. */
public final class RolloutJson {

    private RolloutJson() {}

    public static byte[] encode(Rollout rollout) {
        return JsonDocument.encode(write(rollout, null));
    }

    /** @param retireAfter the time that a retired generation is kept, which says when it is due to be dropped */
    public static byte[] encode(Rollout rollout, Duration retireAfter) {
        return JsonDocument.encode(write(rollout, retireAfter));
    }

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the path of what is wrong */
    public static Rollout decode(byte[] json) {
        return JsonDocument.parse(json, RolloutJson::read);
    }

    /** The body of a report that a generation was filled. */
    static byte[] encodeFilled(ViewGeneration generation) {
        return JsonDocument.encode(new JsonTree()
                .choice("state", GenerationState.LIVE)
                .integer("firstRevision", generation.firstRevision())
                .node());
    }

    /**
     * Which filling a report is about; null when it does not say.
     *
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the path of what is wrong
     */
    public static @Nullable Integer decodeFilled(byte[] json) {
        return JsonDocument.<@Nullable Integer>parse(json, RolloutJson::readFilled);
    }

    private static @Nullable Integer readFilled(JsonObject object) {
        GenerationState state = object.choice("state", GenerationState.class);
        if (state != GenerationState.LIVE) {
            throw GranaryException.invalid("state", state.text(), "live, as only the registry sets any other");
        }
        return object.find("firstRevision") == null ? null : object.integer("firstRevision");
    }

    static ObjectNode write(Rollout rollout, @Nullable Duration retireAfter) {
        return new JsonTree()
                .text("project", rollout.project())
                .integer("version", rollout.version())
                .integer("newest", rollout.newest())
                .integer("live", rollout.live())
                .list("generations", rollout.generations().values(), generation -> write(generation, retireAfter))
                .node();
    }

    static Rollout read(JsonObject object) {
        Map<String, ViewGeneration> generations = object.objects("generations", RolloutJson::readGeneration).stream()
                .collect(Collectors.toMap(ViewGeneration::field, Function.identity()));
        return new Rollout(
                object.text("project"),
                object.integer("version"),
                object.integer("newest"),
                object.integer("live"),
                generations);
    }

    private static JsonNode write(ViewGeneration generation, @Nullable Duration retireAfter) {
        JsonTree tree = new JsonTree()
                .text("view", generation.view())
                .text("generation", generation.generation())
                .choice("state", generation.state())
                .text("since", generation.since().toString())
                .integer("firstRevision", generation.firstRevision());
        if (generation.lastRevision() > 0) {
            tree.integer("lastRevision", generation.lastRevision());
        }
        if (retireAfter != null && generation.state() == GenerationState.RETIRED) {
            tree.text("dropAt", generation.since().plus(retireAfter).toString());
        }
        return tree.node();
    }

    private static ViewGeneration readGeneration(JsonObject object) {
        object.findText("dropAt");
        return new ViewGeneration(
                object.text("view"),
                object.text("generation"),
                object.choice("state", GenerationState.class),
                object.instant("since"),
                object.integer("firstRevision"),
                object.find("lastRevision") == null ? 0 : object.integer("lastRevision"));
    }
}
