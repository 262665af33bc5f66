package io.granary.registry.server.repository;

import io.granary.core.GranaryException;
import io.granary.core.definition.Metadata;
import java.nio.file.Path;

/**
 * What turns the values of one document into a definition.
 *
 * @param folder of the repository, real and absolute
 */
record DocumentContext(Path folder, Values values, Places places) {

    String name() {
        return values.text("name");
    }

    Metadata metadata() {
        return new Metadata(
                values.findText("description"),
                values.findText("owner"),
                values.map("tags", String.class),
                values.findText("was"));
    }

    /**
     * Refuses the path of data that is not below the repository's folder.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when it leaves the folder, also by a link
     */
    void requireInside(String field) {
        InsidePath.resolve(folder, field, values.text(field), "a path inside the repository's folder");
    }

    /**
     * The file that a field names, below the folder of the file that says so.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when it leaves that folder, also by a link
     */
    Path file(String field) {
        Path root = places.find(field).place().file().root();
        String where = root.equals(folder) ? "the repository's folder" : "the included folder";
        return InsidePath.resolve(root, field, values.text(field), "a path inside " + where);
    }
}
