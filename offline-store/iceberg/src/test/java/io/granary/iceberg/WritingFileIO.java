package io.granary.iceberg;

import java.io.File;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Writes files of this machine, for tables of tests. */
final class WritingFileIO implements FileIO {

    private static final long serialVersionUID = 1;

    @Override
    public InputFile newInputFile(String path) {
        return Files.localInput(path);
    }

    @Override
    public OutputFile newOutputFile(String path) {
        return Files.localOutput(path);
    }

    @Override
    public void deleteFile(String path) {
        if (!new File(path).delete()) {
            throw new IllegalStateException("Cannot delete " + path);
        }
    }
}
