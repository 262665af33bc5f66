package io.granary.registry.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good rollout on disk: a line with the SHA-256 of the rest, and the rest as JSON. Replaced atomically; a file
 * that does not match its checksum, or that this build does not understand, counts as absent.
 */
final class SnapshotFile {

    private static final Logger log = LoggerFactory.getLogger(SnapshotFile.class);
    private static final int CHECKSUM_LENGTH = 64;

    private final Path file;

    SnapshotFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** The rollout that was written last, or null when there is none that can be trusted. */
    @Nullable
    FetchedRollout read() {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return decode(Files.readAllBytes(file));
        } catch (IOException | RuntimeException e) {
            log.warn("Cannot use the registry snapshot {}: {}; going on without it", file, e.getMessage());
            return null;
        }
    }

    /** Replaces the file; a failure is logged, as a process can go on without a snapshot. */
    void write(FetchedRollout fetched) {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            writeDurably(temporary, encode(fetched));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("Cannot write the registry snapshot {}: {}", file, e.toString());
        }
    }

    private static void writeDurably(Path path, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static byte[] encode(FetchedRollout fetched) {
        byte[] body = SnapshotJson.encode(fetched);
        return concatenate((checksum(body) + "\n").getBytes(StandardCharsets.UTF_8), body);
    }

    private static FetchedRollout decode(byte[] content) {
        int start = CHECKSUM_LENGTH + 1;
        byte[] body = Arrays.copyOfRange(content, Math.min(start, content.length), content.length);
        String expected = new String(content, 0, Math.min(CHECKSUM_LENGTH, content.length), StandardCharsets.UTF_8);
        if (!checksum(body).equals(expected)) {
            throw new IllegalArgumentException("its checksum does not match");
        }
        return SnapshotJson.decode(body);
    }

    private static byte[] concatenate(byte[] left, byte[] right) {
        byte[] joined = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, joined, left.length, right.length);
        return joined;
    }

    private static String checksum(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
