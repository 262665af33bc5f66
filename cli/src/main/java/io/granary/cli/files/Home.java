package io.granary.cli.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this installation of Granary is: a folder with {@code bin}, {@code lib}, {@code spark} and {@code example}. */
public final class Home {

    private Home() {}

    /** The folder of the installation, which its script tells; else the current folder. */
    public static Path folder() {
        return Path.of(System.getProperty("granary.home", "")).toAbsolutePath();
    }

    /** The jars of the Spark engine. */
    public static Path sparkJars() {
        return folder().resolve("spark");
    }

    /** The example repository. */
    public static Path example() {
        return real(folder().resolve("example"));
    }

    /** In a checkout the parts of an installation are links to where the build leaves them. */
    private static Path real(Path path) {
        try {
            return Files.exists(path) ? path.toRealPath() : path;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
