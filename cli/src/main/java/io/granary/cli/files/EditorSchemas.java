package io.granary.cli.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.registry.server.repository.RepositorySchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The schema files of a feature repository that its editor settings point to. */
public final class EditorSchemas {

    /** Where a new repository has them. */
    public static final String FOLDER = ".schemas";

    private EditorSchemas() {}

    /** Writes or renews the schemas of definitions, of overlays and of the project's file. */
    public static void write(Path folder) {
        Folders.create(folder);
        write(folder.resolve("definition.json"), RepositorySchema.definition());
        write(folder.resolve("overlay.json"), RepositorySchema.overlay());
        write(folder.resolve("project.json"), RepositorySchema.project());
    }

    private static void write(Path file, ObjectNode schema) {
        try {
            Files.writeString(file, schema.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
