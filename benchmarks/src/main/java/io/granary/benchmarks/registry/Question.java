package io.granary.benchmarks.registry;

import com.fasterxml.jackson.databind.JsonNode;

/** What is asked of a serving process over and over, and what to make of the answers. */
interface Question {

    /** The body of the request. */
    String json();

    Observation observe(JsonNode answer);
}
