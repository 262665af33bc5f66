package io.granary.cli.files;

import java.nio.file.Path;

/** Where this installation of Granary is. */
public final class Home {

    private Home() {}

    /** The folder that holds the {@code granary} script, which tells it; else the current folder. */
    public static Path folder() {
        return Path.of(System.getProperty("granary.home", "")).toAbsolutePath();
    }

    /** The jars of the Spark engine that the build of this checkout left. */
    public static Path sparkJars() {
        return folder().resolve("offline-store/spark/target/spark");
    }
}
