package io.granary.offline.engine;

import io.granary.core.definition.ObjectAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The objects at an address of an object store that are read as one table.
 *
 * @param address of one object, or of the folder of all
 * @param files in the order of paths, which are addresses; each as it was when it was listed
 * @param copy folder that holds the same files; null: they are read where they are
 */
public record ObjectTable(
        ObjectAddress address,
        List<FileVersion> files,
        @Nullable Path copy) implements ListedTable {

    public ObjectTable {
        files = List.copyOf(files);
    }

    /** The same files, copied. */
    public ObjectTable copiedTo(Path folder) {
        return new ObjectTable(address, files, folder);
    }

    /** Whether the address is that of a folder. */
    public boolean isFolder() {
        return files.stream().noneMatch(file -> file.path().equals(address.text()));
    }

    /** Whether it is text, as its address says. */
    public boolean isCsv() {
        return address.text().endsWith(".csv");
    }

    @Override
    public long bytes() {
        return files.stream().mapToLong(FileVersion::bytes).sum();
    }

    /** The files without their checksums: what is said of sources, which are too large to read for one. */
    public List<FileVersion> versions() {
        return files.stream().map(file -> file.withChecksum(null)).toList();
    }

    /** The name of a file within the folder. */
    public String name(FileVersion file) {
        return isFolder() ? file.path().substring(address.text().length() + 1) : address.name();
    }

    /**
     * The copies of the files, in their order.
     *
     * @throws IllegalStateException when they were not copied
     */
    public List<Path> copies() {
        return files.stream().map(file -> place().resolve(name(file))).toList();
    }

    /**
     * The copy of what is at the address: a file or a folder.
     *
     * @throws IllegalStateException when there is none
     */
    public Path copied() {
        return isFolder() ? place() : place().resolve(address.name());
    }

    private Path place() {
        if (copy == null) {
            throw new IllegalStateException(address + " was not copied");
        }
        return copy;
    }
}
