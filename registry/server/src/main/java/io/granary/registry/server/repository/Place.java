package io.granary.registry.server.repository;

/** A position in a file, from 1. */
record Place(SourceFile file, int line, int column) {

    static Place startOf(SourceFile file) {
        return new Place(file, 1, 1);
    }

    /** {@code file:line}, for messages about another place. */
    String location() {
        return file.name() + ":" + line;
    }

    /** A place in the same line, further to the right. */
    Place right(int columns) {
        return new Place(file, line, column + columns);
    }
}
