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
     * A path below the repository's folder, as the file gives it.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when it leaves the folder
     */
    Path resolve(String field) {
        String text = values.text(field);
        Path path = folder.resolve(text).normalize();
        if (!path.startsWith(folder) || Path.of(text).isAbsolute() || text.contains("\0")) {
            throw GranaryException.invalid(field, "'" + text + "'", "a path inside the repository's folder");
        }
        return path;
    }
}
