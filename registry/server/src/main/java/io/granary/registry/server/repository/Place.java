package io.granary.registry.server.repository;

/** A position in a file, from 1. */
record Place(int line, int column) {

    static final Place START = new Place(1, 1);
}
