package io.granary.benchmarks.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Definitions;

/** Asks a scaled repository, whose views have no rows, for its marker only. */
final class ScaledQuestion implements Question {

    private static final String VIEW = "view_0";
    private static final String FEATURE = "f0";

    /** The definitions of a scaled repository with the marker at a number. */
    static Definitions definitions(Definitions scaled, long number) {
        return Marker.in(scaled, VIEW, FEATURE, number);
    }

    @Override
    public String json() {
        return """
                {"features": ["%s:%s", "%s"], "entities": {"key_0": ["a"]}}""".formatted(VIEW, FEATURE, Marker.REFERENCE);
    }

    @Override
    public Observation observe(JsonNode answer) {
        long number = Marker.of(answer);
        return new Observation(number, number < 0 ? Observation.Verdict.EMPTY : Observation.Verdict.RIGHT);
    }
}
