package io.granary.answers;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;

/**
 * One Avro file of answers while it grows. It ends in {@value #UNFINISHED} then, and gets its own name when it is
 * published: whole, and on disk. Used by one thread.
 */
public final class AnswerFile {

    static final String UNFINISHED = ".unfinished";
    static final String EXTENSION = ".avro";

    /** The fastest level: names and statuses repeat in every answer. */
    private static final int COMPRESSION = 1;

    /** Names sort as the moments at which files were begun. */
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path unfinished;
    private final FileChannel channel;
    private final DataFileWriter<LoggedAnswer> writer;
    private int answers;

    private AnswerFile(Path unfinished, FileChannel channel, DataFileWriter<LoggedAnswer> writer) {
        this.unfinished = unfinished;
        this.channel = channel;
        this.writer = writer;
    }

    /**
     * Begins a file in a folder, which is made if it is missing.
     *
     * @throws IOException when the folder cannot be written to
     */
    public static AnswerFile create(Path folder, Instant now) throws IOException {
        Files.createDirectories(folder);
        String name = "answers-" + MOMENT.format(now) + "-" + UUID.randomUUID() + EXTENSION + UNFINISHED;
        Path unfinished = folder.resolve(name);
        FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        AnswerFile file = new AnswerFile(unfinished, channel, new DataFileWriter<>(new AnswerCodec()));
        file.begin();
        return file;
    }

    private void begin() throws IOException {
        boolean hasBegun = false;
        try {
            GrowingFiles.hold(unfinished, channel);
            writer.setCodec(CodecFactory.deflateCodec(COMPRESSION));
            writer.create(AnswerCodec.SCHEMA, Channels.newOutputStream(channel));
            hasBegun = true;
        } finally {
            if (!hasBegun) {
                abort();
            }
        }
    }

    public void append(LoggedAnswer answer) throws IOException {
        writer.append(answer);
        answers++;
    }

    /** How many answers were appended. */
    public int answers() {
        return answers;
    }

    /** How large the file is so far. */
    public long bytes() throws IOException {
        return channel.position();
    }

    /** Puts the file in its place, on disk. It is held until then: nobody takes it for one that was left. */
    public void publish() throws IOException {
        writer.flush();
        channel.force(true);
        String name = unfinished.getFileName().toString();
        Path published = unfinished.resolveSibling(name.substring(0, name.length() - UNFINISHED.length()));
        Files.move(unfinished, published, StandardCopyOption.ATOMIC_MOVE);
        GrowingFiles.release(unfinished, channel);
    }

    /** Leaves nothing, as far as the disk allows. */
    public void abort() throws IOException {
        try {
            GrowingFiles.release(unfinished, channel);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
