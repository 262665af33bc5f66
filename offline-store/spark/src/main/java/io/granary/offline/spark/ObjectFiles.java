package io.granary.offline.spark;

import io.granary.core.GranaryException;
import io.granary.core.definition.ObjectAddress;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.ObjectTable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.FutureIO;
import org.jspecify.annotations.Nullable;

/** The objects of a store as Hadoop's connectors see them. Failures name the address. Safe for threads. */
final class ObjectFiles {

    private static final Pattern PATTERN = Pattern.compile("[*?\\[\\]{}\\\\]");

    private final Configuration configuration;
    private final Map<String, FileStatus> listed = new ConcurrentHashMap<>();

    ObjectFiles(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * What is at an address: the object, or every object of a folder that is not hidden.
     *
     * @throws GranaryException (FAILED_PRECONDITION or UNAVAILABLE) when nothing is, or it cannot be listed
     */
    ObjectTable find(ObjectAddress address) {
        try {
            Path path = new Path(address.connector());
            FileSystem store = path.getFileSystem(configuration);
            FileStatus status = store.getFileStatus(path);
            List<FileVersion> files =
                    status.isFile() ? List.of(version(address.text(), status)) : below(address, store);
            if (files.isEmpty()) {
                throw ObjectFailures.refused(address.text(), "nothing is there");
            }
            return new ObjectTable(address, files, null);
        } catch (IOException | RuntimeException e) {
            // Connectors throw all kinds.
            throw ObjectFailures.of(address.text(), e);
        }
    }

    /** Opens an object in the version that was listed, and no other. */
    FSDataInputStream open(FileVersion file) throws IOException {
        Path path = new Path(new ObjectAddress(file.path()).connector());
        FileSystem store = path.getFileSystem(configuration);
        FileStatus status = listed.get(file.path());
        if (status == null || !file.isVersion(version(file.path(), status))) {
            status = store.getFileStatus(path);
        }
        file.requireSame(version(file.path(), status));
        return FutureIO.awaitFuture(store.openFile(path)
                .withFileStatus(status)
                .opt("fs.option.openfile.read.policy", "whole-file")
                .build());
    }

    /**
     * Looks again at what a job has read.
     *
     * @throws GranaryException (FAILED_PRECONDITION) naming an object that is not what was listed
     */
    void requireUnchanged(Collection<? extends @Nullable ListedTable> tables) {
        for (ListedTable table : tables) {
            if (table instanceof ObjectTable objects) {
                requireUnchanged(objects);
            }
        }
    }

    private void requireUnchanged(ObjectTable table) {
        Map<String, FileVersion> now = new HashMap<>();
        find(table.address()).files().forEach(file -> now.put(file.path(), file));
        table.files().forEach(file -> file.requireSame(now.get(file.path())));
    }

    private List<FileVersion> below(ObjectAddress folder, FileSystem store) throws IOException {
        List<FileVersion> files = new ArrayList<>();
        String start = folder.connector() + "/";
        RemoteIterator<LocatedFileStatus> found = store.listFiles(new Path(folder.connector()), true);
        while (found.hasNext()) {
            LocatedFileStatus status = found.next();
            String place = status.getPath().toString();
            String name = place.startsWith(start) ? place.substring(start.length()) : place;
            if (isShown(name)) {
                requireReadable(folder, place, start, name);
                files.add(version(folder.text() + "/" + name, status));
            }
        }
        files.sort(Comparator.comparing(FileVersion::path));
        return files;
    }

    private static void requireReadable(ObjectAddress folder, String place, String start, String name) {
        if (!place.startsWith(start) || PATTERN.matcher(name).find()) {
            throw ObjectFailures.refused(folder + "/" + name, "its name is a pattern to the engines, or another's");
        }
    }

    private static boolean isShown(String name) {
        for (String part : name.split("/", -1)) {
            if (part.startsWith(".") || (part.startsWith("_") && !part.contains("="))) {
                return false;
            }
        }
        return true;
    }

    private FileVersion version(String address, FileStatus status) {
        listed.put(address, status);
        String etag = status instanceof EtagSource tagged ? tagged.getEtag() : null;
        return new FileVersion(
                address,
                status.getLen(),
                Instant.ofEpochMilli(status.getModificationTime()),
                null,
                etag == null || etag.isEmpty() ? null : etag.replace("\"", ""));
    }
}
