package io.granary.online.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Takes what a plan wants of one view out of what the store holds of an entity: cells of values, and moments, each with
 * the status and event timestamp that some of the features share. Safe for threads.
 */
sealed interface ViewReader permits RowReader, WindowStates {

    /** How many cells an entity takes. */
    int width();

    /** How many moments an entity has. */
    int moments();

    /** What has to be read of an entity at a time. */
    ViewFields fieldsAt(long micros);

    /** Fills the cells and moments of one entity from the fields that it has at the time of the request. */
    void read(ViewRead read);

    /** Adds to an explanation what one of the features is made of. */
    void explain(ViewRead read, int ordinal, ObjectNode json);
}
