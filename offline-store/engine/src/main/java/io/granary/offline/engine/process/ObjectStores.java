package io.granary.offline.engine.process;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.ObjectAddress;
import io.granary.offline.engine.FolderTree;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The object stores that are known here. Nothing is started before something is asked; copies are in a temporary folder
 * that is deleted when this is closed. Safe for threads, one call at a time.
 */
public final class ObjectStores implements AutoCloseable {

    private static final double MEBIBYTE = 1 << 20;

    private final ObjectStoresConfig config;
    private final Map<ObjectAddress, ObjectTable> found = new HashMap<>();
    private final Map<ObjectTable, ObjectTable> copies = new HashMap<>();
    private @Nullable Path scratch;
    private @Nullable ObjectProcess process;

    public ObjectStores(ObjectStoresConfig config) {
        this.config = config;
    }

    /** Whether definitions may name no store. */
    public boolean isEmpty() {
        return config.roots().isEmpty();
    }

    /**
     * The objects of a table that a definition names.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when it is below no root; else (FAILED_PRECONDITION or UNAVAILABLE) naming
     *     the address and why it cannot be listed
     */
    public ObjectTable find(ObjectAddress address) {
        if (config.roots().stream().noneMatch(address::isBelow)) {
            throw GranaryException.invalid(
                    "address",
                    address,
                    isEmpty()
                            ? "an address below one that --object-root names; none is named"
                            : "an address below one of " + config.roots());
        }
        return list(address);
    }

    /** The objects at an address that the caller himself gave, as they were when this was first asked. */
    public synchronized ObjectTable list(ObjectAddress address) {
        ObjectTable known = found.get(address);
        if (known == null) {
            known = call(new ObjectCall.Find(address), ProgressListener.NONE);
            found.put(address, known);
        }
        return known;
    }

    /**
     * The same objects with copies on this machine, and checksums.
     *
     * @throws GranaryException (RESOURCE_EXHAUSTED) when they are larger than what may be copied
     */
    public synchronized ObjectTable copied(ObjectTable table, ProgressListener listener) {
        ObjectTable known = copies.get(table);
        if (known != null) {
            return known;
        }
        requireSpace(table);
        ObjectTable copied = call(new ObjectCall.Copy(table.copiedTo(place()), ObjectCall.Portion.WHOLE), listener);
        copies.put(table, copied);
        return copied;
    }

    /** The same objects with files on this machine that have the columns of the first, and no rows. */
    public synchronized ObjectTable outlined(ObjectTable table) {
        return call(new ObjectCall.Copy(table.copiedTo(place()), ObjectCall.Portion.SCHEMA), ProgressListener.NONE);
    }

    private void requireSpace(ObjectTable table) {
        long there = copies.keySet().stream().mapToLong(ObjectTable::bytes).sum();
        if (there + table.bytes() > config.copyBytes()) {
            throw new GranaryException(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    String.format(
                            Locale.ROOT,
                            "Cannot copy %s to this machine: %,.1f MiB, and no more than %,.1f MiB of objects are"
                                    + " copied (--local-limit), %,.1f MiB of which are taken",
                            table.address(),
                            table.bytes() / MEBIBYTE,
                            config.copyBytes() / MEBIBYTE,
                            there / MEBIBYTE));
        }
    }

    private synchronized ObjectTable call(ObjectCall call, ProgressListener listener) {
        try {
            if (process == null) {
                process = ObjectProcess.start(config, scratch());
            }
            return process.call(call, listener);
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot start the process that reads objects: " + e.getMessage(), e);
        }
    }

    private Path place() {
        try {
            return Files.createTempDirectory(scratch(), "objects");
        } catch (IOException e) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION, "Cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    private Path scratch() throws IOException {
        if (scratch == null) {
            scratch = Files.createTempDirectory("granary-objects").toAbsolutePath();
        }
        return scratch;
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.close();
            process = null;
        }
        copies.clear();
        if (scratch != null) {
            FolderTree.delete(scratch);
            scratch = null;
        }
    }
}
