package io.granary.offline.engine;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was when it was read or written.
 *
 * @param path relative to the folder that the holder names, or absolute, or the address of an object
 * @param bytes its size
 * @param modifiedAt null where only the content counts
 * @param sha256 of its content, in hex; null when it was not computed
 * @param etag what an object store calls this version of an object; null of files, and where a store has none
 */
public record FileVersion(
        String path,
        long bytes,
        @Nullable Instant modifiedAt,
        @Nullable String sha256,
        @Nullable String etag) {

    /** Of a file. */
    public FileVersion(String path, long bytes, @Nullable Instant modifiedAt, @Nullable String sha256) {
        this(path, bytes, modifiedAt, sha256, null);
    }

    /** The same, whose content was read. */
    public FileVersion withChecksum(@Nullable String checksum) {
        return new FileVersion(path, bytes, modifiedAt, checksum, etag);
    }

    /**
     * Whether a file or an object is still the same: by its etag where there is one, else by size and time.
     *
     * @param now the one of the same path
     */
    public boolean isVersion(FileVersion now) {
        return bytes == now.bytes
                && (etag == null
                        ? String.valueOf(modifiedAt).equals(String.valueOf(now.modifiedAt))
                        : etag.equals(now.etag));
    }

    /**
     * Requires that a job has read one version of a file, or of an object.
     *
     * @param now what is at its path; null: nothing
     * @throws GranaryException (FAILED_PRECONDITION) with what it was and is
     */
    public void requireSame(@Nullable FileVersion now) {
        if (now == null || !isVersion(now)) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot read " + path + ": it changed after it was listed: it had " + text()
                            + (now == null ? ", and is gone" : ", now " + now.text()) + "; run the job again");
        }
    }

    /** As people read it. */
    public String text() {
        return bytes + " bytes of " + modifiedAt + (etag == null ? "" : ", etag " + etag);
    }
}
