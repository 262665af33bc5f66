package io.granary.offline.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.archive.ArchiveFileWriter;
import io.granary.archive.ArchivedHeader;
import io.granary.archive.ArchivedRecord;
import io.granary.archive.Compaction;
import io.granary.archive.TimestampType;
import io.granary.archive.TopicFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The records of a topic as ingestion leaves them in an archive. */
public final class TopicArchive {

    private final TopicFolder folder;
    private final Map<Integer, Long> ends = new TreeMap<>();
    private final Map<Integer, List<ArchivedRecord>> pending = new TreeMap<>();

    public TopicArchive(Path archive, String topic) {
        this(archive, topic, "id-of-" + topic);
    }

    TopicArchive(Path archive, String topic, String id) {
        folder = new TopicFolder(archive, topic, id);
    }

    /** Where the topic's files are. */
    Path path() {
        return folder.path();
    }

    /** Adds a record at the next offset of its partition. */
    public TopicArchive add(int partition, Instant arrival, @Nullable String value, ArchivedHeader... headers) {
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        pending.computeIfAbsent(partition, each -> new ArrayList<>())
                .add(new ArchivedRecord(
                        partition,
                        offset,
                        arrival.toEpochMilli(),
                        TimestampType.LOG_APPEND_TIME,
                        null,
                        value == null ? null : value.getBytes(UTF_8),
                        List.of(headers)));
        return this;
    }

    /** Leaves out the next offsets of a partition, as if they had never been archived. */
    public TopicArchive skip(int partition, int offsets) {
        ends.merge(partition, (long) offsets, Long::sum);
        return this;
    }

    /** Puts what was added into a file for each partition. */
    public TopicArchive publish() {
        pending.forEach(this::publish);
        pending.clear();
        return this;
    }

    /** Writes what is published, or a file that has it again. */
    private void publish(int partition, List<ArchivedRecord> records) {
        try {
            ArchiveFileWriter file =
                    ArchiveFileWriter.create(folder, partition, records.get(0).offset());
            for (ArchivedRecord each : records) {
                file.append(each);
            }
            file.confirm(records.get(records.size() - 1).offset() + 1);
            file.publish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Turns everything of every topic that is published into Parquet. */
    public TopicArchive compact() {
        new Compaction(folder.archive(), Duration.ZERO, Duration.ZERO).run();
        return this;
    }
}
