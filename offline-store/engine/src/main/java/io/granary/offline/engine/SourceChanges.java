package io.granary.offline.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to files since a manifest was written. */
public final class SourceChanges {

    private SourceChanges() {}

    /** A line for each file of a source that is not what it was: gone, or of another size or time. */
    public static List<String> of(SourceVersion source) throws IOException {
        List<String> changes = new ArrayList<>();
        for (FileVersion file : source.files()) {
            String change = stamp(file);
            if (change != null) {
                changes.add("source '" + source.source() + "': " + file.path() + " " + change);
            }
        }
        return changes;
    }

    /** What is wrong with a file whose checksum is known; null: nothing. */
    public static @Nullable String content(Path place, FileVersion file) throws IOException {
        if (!Files.exists(place)) {
            return "is gone";
        }
        FileVersion now = FileVersions.read(place);
        return now.sha256() == null || now.sha256().equals(file.sha256())
                ? null
                : "has other content: SHA-256 " + now.sha256() + ", not " + file.sha256();
    }

    private static @Nullable String stamp(FileVersion file) throws IOException {
        Path path = Path.of(file.path());
        if (!Files.exists(path)) {
            return "is gone";
        }
        FileVersion now = FileVersions.glance(path);
        boolean isSame = now.bytes() == file.bytes()
                && String.valueOf(now.modifiedAt()).equals(String.valueOf(file.modifiedAt()));
        return isSame
                ? null
                : "had " + file.bytes() + " bytes of " + file.modifiedAt() + ", now " + now.bytes() + " of "
                        + now.modifiedAt();
    }
}
