package io.granary.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Archives for tests. */
final class Archives {

    static final String TOPIC = "rides";
    static final long NOON = 1_800_014_400_000L;

    private Archives() {}

    static TopicFolder folder(Path archive, String id) {
        return new TopicFolder(archive, TOPIC, id);
    }

    /** A record that any other of its position would be equal to; every seventh has nulls. */
    static ArchivedRecord rideAt(int partition, long offset) {
        byte[] value = ("ride " + partition + " " + offset).getBytes(UTF_8);
        boolean isBare = offset % 7 == 0;
        return new ArchivedRecord(
                partition,
                offset,
                NOON + offset,
                TimestampType.LOG_APPEND_TIME,
                isBare ? null : "key".getBytes(UTF_8),
                isBare ? null : value,
                List.of(new ArchivedHeader("trace", value), new ArchivedHeader("trace", null)));
    }

    /** Writes a file with a record for each of some offsets. */
    static void write(TopicFolder folder, int partition, long first, long last) throws IOException {
        ArchiveFileWriter file = ArchiveFileWriter.create(folder, partition, first);
        for (long offset = first; offset <= last; offset++) {
            file.append(rideAt(partition, offset));
        }
        file.confirm(last + 1);
        file.publish();
    }

    static ArchivedTopic only(Path archive) {
        List<ArchivedTopic> topics = ArchiveReader.of(archive, TOPIC).topics();
        if (topics.size() != 1) {
            throw new AssertionError("topics: " + topics);
        }
        return topics.get(0);
    }

    /** Every record of parts that are in Avro. */
    static List<ArchivedRecord> read(ArchivedTopic topic) {
        List<ArchivedRecord> all = new ArrayList<>();
        for (ArchivePart part : topic.parts()) {
            try (AvroRecords records = AvroRecords.open(part)) {
                records.forEachRemaining(all::add);
            }
        }
        return all;
    }

    static List<ArchivedRecord> rides(int partition, long first, long last) {
        List<ArchivedRecord> rides = new ArrayList<>();
        for (long offset = first; offset <= last; offset++) {
            rides.add(rideAt(partition, offset));
        }
        return rides;
    }

    /** Names of everything in a folder, in order. */
    static List<String> names(TopicFolder folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
