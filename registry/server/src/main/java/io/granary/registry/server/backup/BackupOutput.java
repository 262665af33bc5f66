package io.granary.registry.server.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/** Writes the lines of a backup; the file is there once all of it is on the disk. */
final class BackupOutput implements AutoCloseable {

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final GZIPOutputStream out;
    private final Checksum checksum = new Checksum();

    private BackupOutput(Path file, Path part, FileChannel channel, GZIPOutputStream out) {
        this.file = file;
        this.part = part;
        this.channel = channel;
        this.out = out;
    }

    static BackupOutput open(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        GZIPOutputStream out = new GZIPOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
        return new BackupOutput(file, part, channel, out);
    }

    void line(byte[] line) throws IOException {
        checksum.add(line);
        out.write(line);
        out.write('\n');
    }

    /** Writes the last line, and makes the file appear. */
    void finish(int revisions) throws IOException {
        line(BackupJson.end(revisions, checksum.text()));
        out.finish();
        out.flush();
        channel.force(true);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
