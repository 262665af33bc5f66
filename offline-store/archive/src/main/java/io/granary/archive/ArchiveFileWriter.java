package io.granary.archive;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileWriter;

/**
 * One Avro file of the archive while it grows. It has another name then, and gets its own when it is published: whole, on
 * disk, and with no more than what was confirmed. Used by one thread.
 */
public final class ArchiveFileWriter {

    static final String TOPIC = "granary.topic";
    static final String TOPIC_ID = "granary.topic-id";

    /** The fastest level: files are read a few times and replaced by Parquet. */
    private static final int COMPRESSION = 1;

    private static final int BLOCK_BYTES = 64 * 1024;

    private final Path unfinished;
    private final Path folder;
    private final int partition;
    private final long firstOffset;
    private final FileChannel channel;
    private final DataFileWriter<ArchivedRecord> writer;
    private long confirmedBytes;
    private long confirmedEnd;
    private long records;
    private long confirmedRecords;

    private ArchiveFileWriter(
            Path unfinished,
            Path folder,
            int partition,
            long firstOffset,
            FileChannel channel,
            DataFileWriter<ArchivedRecord> writer) {
        this.unfinished = unfinished;
        this.folder = folder;
        this.partition = partition;
        this.firstOffset = firstOffset;
        this.confirmedEnd = firstOffset;
        this.channel = channel;
        this.writer = writer;
    }

    /**
     * Begins a file.
     *
     * @param firstOffset the first that the file answers for, be there a record or not
     * @throws IOException when the folder cannot be written to
     */
    public static ArchiveFileWriter create(TopicFolder topic, int partition, long firstOffset) throws IOException {
        Path folder = topic.path();
        Durably.createFolder(folder);
        OffsetRange begin = new OffsetRange(partition, firstOffset, firstOffset);
        String name = new ArchiveName(begin, ArchiveName.Kind.AVRO) + "." + UUID.randomUUID() + TopicFolder.UNFINISHED;
        Path unfinished = folder.resolve(name);
        FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        DataFileWriter<ArchivedRecord> writer = new DataFileWriter<>(new ArchivedRecordCodec());
        ArchiveFileWriter file = new ArchiveFileWriter(unfinished, folder, partition, firstOffset, channel, writer);
        file.begin(topic);
        return file;
    }

    private void begin(TopicFolder topic) throws IOException {
        try {
            writer.setCodec(CodecFactory.deflateCodec(COMPRESSION));
            writer.setSyncInterval(Math.max(BLOCK_BYTES, DataFileConstants.SYNC_SIZE));
            writer.setMeta(TOPIC, topic.topic());
            writer.setMeta(TOPIC_ID, topic.id());
            writer.create(ArchivedRecordCodec.SCHEMA, Channels.newOutputStream(channel));
            writer.flush();
            confirmedBytes = channel.position();
        } catch (IOException | RuntimeException e) {
            abort();
            throw e;
        }
    }

    /** Adds a record of the file's partition; offsets rise. */
    public void append(ArchivedRecord archived) throws IOException {
        writer.append(archived);
        records++;
    }

    /** Records that were added. */
    public long records() {
        return records;
    }

    /** Records that a {@link #publish} would keep. */
    public long confirmedRecords() {
        return confirmedRecords;
    }

    /** Bytes that were confirmed. */
    public long bytes() {
        return confirmedBytes;
    }

    /**
     * Says that all records so far are of the topic, and that there are no others of the partition before an offset.
     *
     * @param end the offset after the last that the file answers for
     */
    public void confirm(long end) throws IOException {
        if (records > confirmedRecords) {
            writer.flush();
            confirmedBytes = channel.position();
            confirmedRecords = records;
        }
        confirmedEnd = end;
    }

    /**
     * Puts what was confirmed in its place, on disk; without a confirmed record there is nothing to be put.
     *
     * @return the offset after the last that the archive now answers for
     */
    public long publish() throws IOException {
        if (confirmedRecords == 0) {
            abort();
            return firstOffset;
        }
        channel.truncate(confirmedBytes);
        channel.force(true);
        channel.close();
        OffsetRange offsets = new OffsetRange(partition, firstOffset, confirmedEnd - 1);
        Durably.rename(unfinished, folder.resolve(new ArchiveName(offsets, ArchiveName.Kind.AVRO).toString()));
        return confirmedEnd;
    }

    /** Leaves nothing, as far as the disk allows. */
    public void abort() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
