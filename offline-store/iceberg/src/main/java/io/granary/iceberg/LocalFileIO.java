package io.granary.iceberg;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.File;
import java.nio.file.Path;
import org.apache.iceberg.Files;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Files of this machine that are below one folder. Iceberg's own would bring Hadoop. */
final class LocalFileIO implements FileIO {

    private static final long serialVersionUID = 1;

    private final String root;

    LocalFileIO(Path root) {
        this.root = root.toAbsolutePath().normalize().toString();
    }

    /** The folder. */
    Path root() {
        return Path.of(root);
    }

    /**
     * Where a file is that metadata names by a path, or by a URI of a file.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when it is elsewhere than in the folder
     */
    Path path(String location) {
        Path path = Path.of(local(location)).toAbsolutePath().normalize();
        if (!path.startsWith(root)) {
            throw refused(location, "it is not below " + root);
        }
        return path;
    }

    private static String local(String location) {
        if (location.startsWith("/")) {
            return location;
        }
        String path = location.replaceFirst("^file:(//(?=/))?", "");
        if (!location.startsWith("file:") || !path.startsWith("/")) {
            throw refused(location, "only files of this machine are read");
        }
        return path;
    }

    private static GranaryException refused(String location, String reason) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot read " + location + ": " + reason);
    }

    @Override
    public InputFile newInputFile(String location) {
        return Files.localInput(path(location).toFile());
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return Files.localOutput(path(location).toFile());
    }

    @Override
    public void deleteFile(String location) {
        File file = path(location).toFile();
        if (!file.delete() && file.exists()) {
            throw new RuntimeIOException("Failed to delete file: %s", file);
        }
    }
}
