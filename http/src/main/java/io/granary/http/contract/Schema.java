package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;

/** What a value has to be. Safe for threads. */
@FunctionalInterface
interface Schema {

    Schema ANYTHING = (value, place) -> {};

    /** Adds each violation to the place. */
    void check(JsonNode value, Place place);
}
