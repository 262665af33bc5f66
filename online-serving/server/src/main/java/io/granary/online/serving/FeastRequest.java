package io.granary.online.serving;

/** A request for online features as Feast's clients send it. */
record FeastRequest(FeatureQuery query, EntityColumns entities) {}
