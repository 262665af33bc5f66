package io.granary.ingestion.archive;

import io.granary.archive.ArchiveFileWriter;
import io.granary.archive.ArchivedHeader;
import io.granary.archive.ArchivedRecord;
import io.granary.archive.TimestampType;
import io.granary.archive.TopicFolder;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that one partition is being written to, if there is one. Used by one thread. */
final class PartitionArchive {

    private static final Logger log = LoggerFactory.getLogger(PartitionArchive.class);

    /** No file is written to for so long, unless whoever wrote it is dead. */
    private static final Duration DEAD = Duration.ofHours(1);

    private final TopicFolder folder;
    private final int partition;
    private final ArchiveConfig config;
    private final ArchiveMetrics metrics;
    private long begin;
    private long beganNanos;
    private @Nullable ArchiveFileWriter file;

    private PartitionArchive(
            TopicFolder folder, int partition, long begin, ArchiveConfig config, ArchiveMetrics metrics) {
        this.folder = folder;
        this.partition = partition;
        this.begin = begin;
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * Goes on where the folder says, and sweeps out of it what the dead left.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when the folder has more than Kafka ever had
     */
    static PartitionArchive open(
            TopicFolder folder, int partition, LogRange kept, ArchiveConfig config, ArchiveMetrics metrics)
            throws IOException {
        folder.sweep(partition, Instant.now().minus(DEAD));
        long known = folder.firstMissing(partition, 0);
        long next = folder.firstMissing(partition, kept.start());
        if (next > kept.end()) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot go on with " + folder.path() + ": it ends at offset " + next + ", and Kafka at "
                            + kept.end() + ", so Kafka has lost records; move the folder away");
        }
        if (known < kept.start()) {
            String name = folder.topic() + "-" + partition;
            log.warn("Kafka deleted offsets {} to {} of {} before they were archived", known, kept.start() - 1, name);
            metrics.missed(folder.topic(), kept.start() - known);
        }
        return new PartitionArchive(folder, partition, next, config, metrics);
    }

    String topicId() {
        return folder.id();
    }

    void append(ConsumerRecord<byte[], byte[]> read) throws IOException {
        if (file == null) {
            file = ArchiveFileWriter.create(folder, partition, begin);
            beganNanos = System.nanoTime();
        }
        file.append(archived(read));
    }

    private static ArchivedRecord archived(ConsumerRecord<byte[], byte[]> read) {
        List<ArchivedHeader> headers = new ArrayList<>();
        for (Header header : read.headers()) {
            headers.add(new ArchivedHeader(header.key(), header.value()));
        }
        boolean isBrokers =
                TimestampType.LOG_APPEND_TIME.name().equals(read.timestampType().name());
        return new ArchivedRecord(
                read.partition(),
                read.offset(),
                read.timestamp(),
                isBrokers ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME,
                read.key(),
                read.value(),
                headers);
    }

    /** Says that everything before a position was read, and that it was this topic's. */
    void confirm(long position) throws IOException {
        if (file == null) {
            begin = position;
        } else {
            file.confirm(position);
        }
    }

    boolean isDue() {
        return file != null
                && (file.bytes() >= config.rollBytes()
                        || System.nanoTime() - beganNanos >= config.rollAge().toNanos());
    }

    /** Puts what was confirmed in its place. */
    void publish() throws IOException {
        ArchiveFileWriter finished = file;
        if (finished == null) {
            return;
        }
        begin = finished.publish();
        file = null;
        if (finished.confirmedRecords() > 0) {
            metrics.published(folder.topic(), finished.confirmedRecords(), finished.bytes());
        }
    }

    /** The offset after the last that needs not be read again. */
    long end() {
        return begin;
    }

    /** Records that were added to the file. */
    long pending() {
        return file == null ? 0 : file.records();
    }

    /** Leaves the file; its records will be read again. */
    void abandon() {
        try {
            if (file != null) {
                file.abort();
            }
        } catch (IOException e) {
            log.debug("An unfinished file stays behind", e);
        } finally {
            file = null;
        }
    }
}
