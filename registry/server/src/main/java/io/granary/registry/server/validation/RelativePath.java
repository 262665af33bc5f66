package io.granary.registry.server.validation;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths in definitions, which may not lead out of the folder that they start at. */
final class RelativePath {

    private RelativePath() {}

    static boolean staysInside(String text) {
        try {
            Path path = Path.of(text);
            return !path.isAbsolute() && !path.normalize().startsWith("..") && !text.isBlank();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
