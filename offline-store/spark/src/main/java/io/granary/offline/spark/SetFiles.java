package io.granary.offline.spark;

import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.FileVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a training set in its folder: {@code rows-00000.parquet} and so on, those of each part in a folder of its own. */
final class SetFiles {

    private static final Pattern PART_FILE = Pattern.compile("part-(\\d+)-.*\\.parquet");

    private final Path folder;
    private final OutputPart places;
    private final List<String> parts;
    private final Map<Path, Integer> taken = new HashMap<>();
    private final List<FileVersion> versions = new ArrayList<>();

    /** @param parts names of the set's parts; empty when there is one */
    SetFiles(Path folder, OutputPart places, List<String> parts) {
        this.folder = folder;
        this.places = places;
        this.parts = parts;
    }

    /** Gives Spark's part files their names, in the order of the rows, and deletes the rest. */
    List<FileVersion> take(Path parquet) throws IOException {
        for (String part : parts) {
            Files.createDirectory(folder.resolve(part));
        }
        try (Stream<Path> files = Files.list(parquet)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = PART_FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    take(file, Integer.parseInt(name.group(1)));
                } else {
                    Files.delete(file);
                }
            }
        }
        Files.delete(parquet);
        return versions;
    }

    private void take(Path file, int number) throws IOException {
        Path into = parts.isEmpty() ? folder : folder.resolve(parts.get(places.setPart(number)));
        int position = taken.merge(into, 1, Integer::sum) - 1;
        Path target = into.resolve("rows-%05d.parquet".formatted(position));
        versions.add(FileVersions.written(folder, Files.move(file, target)));
    }
}
