package io.granary.offline.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Looks at files for a manifest. */
public final class FileVersions {

    private FileVersions() {}

    /** Size and time only: cheap, for files as large as sources are. */
    public static FileVersion glance(Path file) throws IOException {
        return new FileVersion(file.toString(), Files.size(file), modifiedAt(file), null);
    }

    /** With the checksum of the content. */
    public static FileVersion read(Path file) throws IOException {
        return new FileVersion(file.toString(), Files.size(file), modifiedAt(file), sha256(file));
    }

    /** A file of an output: its path within the folder, and its content. */
    public static FileVersion written(Path folder, Path file) throws IOException {
        return new FileVersion(folder.relativize(file).toString(), Files.size(file), null, sha256(file));
    }

    private static Instant modifiedAt(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
