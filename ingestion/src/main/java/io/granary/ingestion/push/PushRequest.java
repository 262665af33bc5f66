package io.granary.ingestion.push;

/**
 * One request: where its rows go, and the rows.
 *
 * @param name of a push source or a feature view
 */
record PushRequest(String name, DataFrame frame, Destination destination) {}
