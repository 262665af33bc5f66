package io.granary.cli.files;

import io.granary.core.GranaryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A folder that a command fills, and that holds nothing before. */
public final class NewFolder {

    private NewFolder() {}

    /** @throws GranaryException (INVALID_ARGUMENT) when something is there already */
    public static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder) || !isEmpty(folder)) {
            throw GranaryException.invalid("folder", folder, "a folder that does not exist yet, or is empty");
        }
    }

    /** Writes the text of each file, with the folders above it. */
    public static void write(Path folder, Map<String, String> files) {
        files.forEach((name, text) -> {
            Path file = folder.toAbsolutePath().resolve(name);
            try {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
            }
        });
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }
}
