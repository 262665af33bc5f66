package io.granary.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table in a folder of its own, whose newest metadata is that with the greatest number. A writer moves each into place
 * whole, and a number is given once: of two writers at a time, one fails. Not safe for threads.
 */
final class FolderOperations implements TableOperations {

    private static final Logger log = LoggerFactory.getLogger(FolderOperations.class);
    private static final Pattern METADATA = Pattern.compile("v(\\d{1,9})(\\.gz)?\\.metadata\\.json(\\.gz)?");

    private final Path metadata;
    private final LocalFileIO files;
    private int version;
    private @Nullable TableMetadata current;

    FolderOperations(Path table, LocalFileIO files) {
        this.metadata = table.resolve("metadata");
        this.files = files;
    }

    /** Null when there is no table. */
    @Override
    public @Nullable TableMetadata current() {
        return current == null ? refresh() : current;
    }

    @Override
    public @Nullable TableMetadata refresh() {
        Path newest = newest();
        if (newest != null && number(newest) != version) {
            current = TableMetadataParser.read(files, newest.toString());
            version = number(newest);
        }
        return current;
    }

    @Override
    public void commit(@Nullable TableMetadata base, TableMetadata changed) {
        if (base != current()) {
            throw new CommitFailedException("%s is not the newest metadata in %s", version, metadata);
        }
        if (base == changed) {
            return;
        }
        int next = version + 1;
        Path written = metadata.resolve(UUID.randomUUID() + ".metadata.json");
        TableMetadataParser.write(changed, files.newOutputFile(written.toString()));
        place(written, next);
        current = null;
        hint(next);
        CatalogUtil.deleteRemovedMetadataFiles(files, base, changed);
    }

    /** A link, as a move would replace what another writer has put there. */
    private void place(Path written, int number) {
        try {
            Files.createLink(metadata.resolve("v" + number + ".metadata.json"), written);
        } catch (FileAlreadyExistsException e) {
            throw new CommitFailedException(e, "Another writer made version %s in %s", number, metadata);
        } catch (IOException e) {
            throw new RuntimeIOException(e, "Failed to make version %s in %s", number, metadata);
        } finally {
            files.deleteFile(written.toString());
        }
    }

    /** Where other readers begin to look; they look on from there. */
    private void hint(int number) {
        Path written = metadata.resolve(UUID.randomUUID() + "-version-hint.temp");
        try {
            Files.writeString(written, String.valueOf(number), StandardCharsets.UTF_8);
            Files.move(
                    written,
                    metadata.resolve("version-hint.text"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("Cannot write version-hint.text in {}, which still names a version of before", metadata, e);
        }
    }

    private @Nullable Path newest() {
        if (!Files.isDirectory(metadata)) {
            return null;
        }
        try (Stream<Path> found = Files.list(metadata)) {
            return found.filter(file -> number(file) >= 0)
                    .max(Comparator.comparingInt(FolderOperations::number))
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Path file) {
        Matcher name = METADATA.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }

    @Override
    public FileIO io() {
        return files;
    }

    @Override
    public String metadataFileLocation(String fileName) {
        return metadata.resolve(fileName).toString();
    }

    @Override
    public LocationProvider locationProvider() {
        return LocationProviders.locationsFor(String.valueOf(metadata.getParent()), Map.of());
    }
}
