package io.granary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RolloutJsonTest {

    private static final Duration RETIRE_AFTER = Duration.ofMinutes(15);

    @Test
    void readsBackEveryState() {
        Rollout rollout = rollout();
        assertThat(RolloutJson.decode(RolloutJson.encode(rollout, RETIRE_AFTER)))
                .isEqualTo(rollout);
    }

    @Test
    void saysWhenARetiredGenerationIsDueToBeDropped() {
        String json = new String(RolloutJson.encode(rollout(), RETIRE_AFTER), StandardCharsets.UTF_8);
        assertThat(json).containsOnlyOnce("\"dropAt\":\"2026-11-20T10:15:00.123456Z\"");
    }

    @Test
    void refusesAnUnknownState() {
        String json =
                "{\"project\": \"p\", \"version\": 1, \"newest\": 1, \"live\": 1, \"generations\": [{\"view\": \"a\","
                        + " \"generation\": \"1\", \"state\": \"odd\", \"since\": \"1970-01-01T00:00:00Z\", \"firstRevision\": 1}]}";
        assertThatThrownBy(() -> RolloutJson.decode(json.getBytes(StandardCharsets.UTF_8)))
                .hasMessageStartingWith("generations[0].state: odd (expected: one of [building, ready, live, ");
    }

    private static Rollout rollout() {
        return new Rollout(
                "taxis",
                12,
                7,
                6,
                Arrays.stream(GenerationState.values())
                        .map(RolloutJsonTest::generation)
                        .collect(Collectors.toMap(ViewGeneration::field, Function.identity())));
    }

    private static ViewGeneration generation(GenerationState state) {
        return new ViewGeneration(
                "trips", state.name(), state, Samples.NOW, 5, state == GenerationState.RETIRED ? 6 : 0);
    }
}
