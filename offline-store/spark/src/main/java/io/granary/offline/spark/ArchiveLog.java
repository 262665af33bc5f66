package io.granary.offline.spark;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchiveReader;
import io.granary.archive.ArchivedTopic;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.formats.ReplayedRecords;
import io.granary.offline.engine.ArchiveGap;
import io.granary.offline.engine.EventArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The records that an archive has of the topic of a stream: after the end of its history, if there is one.
 *
 * @param accepted what it lacks of that
 * @param replayed the records of the whole topic that were given back from dead letters
 */
record ArchiveLog(
        SparkSession spark,
        StreamSource stream,
        EventArchive archive,
        ArchivedTopic topic,
        List<ArchiveGap> accepted,
        ReplayedRecords replayed) {

    ArchiveLog {
        accepted = List.copyOf(accepted);
    }

    /**
     * Looks at what is there.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when there is no such archive, or it has two topics of one name
     */
    static ArchiveLog open(SparkSession spark, StreamSource stream, EventArchive archive) {
        if (!Files.isDirectory(archive.folder())) {
            throw unreadable(stream, archive.folder() + " is not a folder that ingestion archives to");
        }
        List<ArchivedTopic> lives =
                ArchiveReader.of(archive.folder(), stream.topic()).topics();
        if (lives.size() > 1) {
            throw unreadable(
                    stream,
                    "topic " + stream.topic() + " was deleted and made again, and " + archive.folder()
                            + " has records of each, under the ids "
                            + String.join(
                                    ", ", lives.stream().map(ArchivedTopic::id).toList())
                            + ", whose offsets are not comparable; move those that do not count elsewhere");
        }
        ArchivedTopic topic = lives.isEmpty() ? new ArchivedTopic(stream.topic(), "", List.of()) : lives.get(0);
        return new ArchiveLog(spark, stream, archive, topic, List.of(), new ReplayedRecords());
    }

    /**
     * What a training set reads: everything.
     *
     * @param untilMicros what arrived before this moment has to be there
     * @throws GranaryException (FAILED_PRECONDITION) naming what is missing, unless that is accepted
     */
    ArchiveLog until(long untilMicros) {
        ArchiveGaps gaps = new ArchiveGaps(this);
        gaps.lack(topic.gaps());
        gaps.end(untilMicros);
        return read(topic, gaps);
    }

    /**
     * What a backfill reads.
     *
     * @param cut by partition, the first offset that is not wanted
     * @throws GranaryException (FAILED_PRECONDITION) naming what is missing, unless that is accepted
     */
    ArchiveLog below(Map<Integer, Long> cut) {
        ArchiveGaps gaps = new ArchiveGaps(this);
        gaps.lack(cut.entrySet().stream()
                .flatMap(end -> topic.missing(end.getKey(), end.getValue()).stream())
                .toList());
        List<ArchivePart> parts = topic.parts().stream()
                .filter(part ->
                        part.offsets().first() < cut.getOrDefault(part.offsets().partition(), 0L))
                .toList();
        return read(new ArchivedTopic(topic.topic(), topic.id(), parts), gaps);
    }

    /** @param part of the topic; what was given back later may be about it */
    private ArchiveLog read(ArchivedTopic part, ArchiveGaps gaps) {
        ReplayedRecords replayedRecords = ReplayedInArchive.read(new ArchivedRecords(spark, topic.parts()));
        return new ArchiveLog(spark, stream, archive, part, gaps.accepted(), replayedRecords);
    }

    /**
     * The records as {@link SweepRow} has them.
     *
     * @param fraction of them, chosen by chance; 1: all
     */
    Dataset<Row> sweepRows(SweepTask task, double fraction) {
        RecordFunction rows = new RecordRows(task, stream.name(), replayed);
        return new ArchivedRecords(spark, topic.parts())
                .flatMap(fraction < 1 ? new SampledRecords(rows, fraction) : rows, SweepRow.SCHEMA);
    }

    /** About what is read. */
    long bytes() {
        return topic.parts().stream().mapToLong(ArchivePart::bytes).sum();
    }

    /** The files that are read, in the order of paths. */
    List<Path> files() {
        return topic.parts().stream()
                .flatMap(part -> part.files().stream())
                .distinct()
                .sorted()
                .toList();
    }

    static GranaryException unreadable(StreamSource stream, String reason) {
        return new GranaryException(
                ErrorCode.FAILED_PRECONDITION, "Cannot read the archive of source '" + stream.name() + "': " + reason);
    }
}
