package io.granary.offline.engine.archive;

import io.granary.archive.ArchivePart;
import io.granary.archive.ArchiveReader;
import io.granary.archive.ArchivedTopic;
import io.granary.archive.ArrivalRange;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.StreamSource;
import io.granary.core.window.Acceptance;
import io.granary.offline.engine.ArchiveGap;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.Knowledge;
import io.granary.offline.engine.compute.SeenTimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is read of the topic of a stream in an archive.
 *
 * @param topic all that the archive has of it
 * @param parts those that are read; they do not overlap
 * @param arrivals when what matters came; records that came otherwise are read for what they say of others
 * @param accepted what the archive lacks of what is asked for
 * @param endMicros the first moment, in epoch microseconds, from which on something may have arrived that the archive does not
 *     have; of a backfill, which does not ask, the earliest there is
 */
public record StreamArchive(
        StreamSource stream,
        EventArchive archive,
        ArchivedTopic topic,
        List<ArchivePart> parts,
        ArrivalRange arrivals,
        List<ArchiveGap> accepted,
        long endMicros) {

    public StreamArchive {
        parts = List.copyOf(parts);
        accepted = List.copyOf(accepted);
    }

    /**
     * What a training set reads: everything.
     *
     * @param untilMicros what arrived before this moment has to be there
     * @throws GranaryException (FAILED_PRECONDITION) when there is no such archive, it has two topics of one name, or lacks
     *     something, unless that is accepted
     */
    public static StreamArchive until(StreamSource stream, EventArchive archive, long untilMicros, RecordScan scan) {
        ArchivedTopic topic = topic(stream, archive);
        ArchiveGaps gaps = new ArchiveGaps(stream, archive, topic, scan);
        gaps.lack(topic.gaps());
        long end = gaps.end(untilMicros);
        return new StreamArchive(stream, archive, topic, topic.parts(), ArrivalRange.ALL, gaps.accepted(), end);
    }

    /**
     * What a backfill reads.
     *
     * @param cut by partition, the first offset that is not wanted
     * @throws GranaryException (FAILED_PRECONDITION) when there is no such archive, it has two topics of one name, or lacks
     *     something, unless that is accepted
     */
    public static StreamArchive below(
            StreamSource stream, EventArchive archive, Map<Integer, Long> cut, RecordScan scan) {
        ArchivedTopic topic = topic(stream, archive);
        ArchiveGaps gaps = new ArchiveGaps(stream, archive, topic, scan);
        gaps.lack(cut.entrySet().stream()
                .flatMap(end -> topic.missing(end.getKey(), end.getValue()).stream())
                .toList());
        List<ArchivePart> parts = topic.parts().stream()
                .filter(part ->
                        part.offsets().first() < cut.getOrDefault(part.offsets().partition(), 0L))
                .toList();
        return new StreamArchive(stream, archive, topic, parts, ArrivalRange.ALL, gaps.accepted(), Long.MIN_VALUE);
    }

    /**
     * The same for whoever sees events of some times only: an event is no further ahead of its arrival than the stream allows, and
     * what is known from its arrival on is not seen before.
     *
     * @param knowledge of entity rows
     */
    public StreamArchive seen(SeenTimes seen, Knowledge knowledge) {
        long skew =
                Acceptance.of(stream.allowedLateness(), stream.maxFutureSkew()).maxFutureSkewMicros();
        // A record without timestamp came at the epoch.
        long first = seen.firstMicros() <= skew ? Long.MIN_VALUE : seen.firstMicros() - skew;
        long last = knowledge == Knowledge.AS_SERVED ? seen.lastMicros() : Long.MAX_VALUE;
        return new StreamArchive(stream, archive, topic, parts, new ArrivalRange(first, last), accepted, endMicros);
    }

    private static ArchivedTopic topic(StreamSource stream, EventArchive archive) {
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
        return lives.isEmpty() ? new ArchivedTopic(stream.topic(), "", List.of()) : lives.get(0);
    }

    /** About what is read. */
    public long bytes() {
        return parts.stream().mapToLong(ArchivePart::bytes).sum();
    }

    /** The files that are read, in the order of paths. */
    public List<Path> files() {
        return parts.stream()
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
