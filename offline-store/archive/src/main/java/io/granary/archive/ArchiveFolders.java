package io.granary.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folders of an archive: topics, below them their ids, below these days. */
final class ArchiveFolders {

    private ArchiveFolders() {}

    /** Those right below a folder, in the order of names. */
    static List<Path> in(Path parent) throws IOException {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, Files::isDirectory)) {
            entries.forEach(folders::add);
        }
        folders.sort(null);
        return folders;
    }
}
