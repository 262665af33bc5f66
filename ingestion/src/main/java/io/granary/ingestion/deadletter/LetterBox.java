package io.granary.ingestion.deadletter;

import io.granary.core.GranaryException;
import io.granary.ingestion.DeadLetter;
import io.granary.ingestion.session.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a project, read from their topic whenever somebody asks. Blocks on the broker and throws {@link
 * GranaryException} with UNAVAILABLE when it does not answer. Safe for threads.
 */
public final class LetterBox implements AutoCloseable {

    /** How many letters one page looks through at most. */
    private static final int MAX_SCANNED = 20_000;

    /** By how much the clocks of brokers may differ. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final String project;
    private final Map<String, String> kafka;
    private @Nullable TopicReader kept;

    /** @param kafka settings of a client, {@code bootstrap.servers} among them */
    public LetterBox(String project, Map<String, String> kafka) {
        this.project = project;
        this.kafka = Map.copyOf(kafka);
    }

    String project() {
        return project;
    }

    /** The latest letters that are meant, or those after a page. */
    LetterPage page(LetterFilter filter, @Nullable String cursor, int limit) {
        Map<Integer, Long> below = cursor == null ? Map.of() : LetterCursor.decode(cursor);
        try (TopicReader reader = open()) {
            List<TopicPartition> partitions = reader.partitions();
            Map<TopicPartition, Long> ends = reader.ends(partitions);
            Map<TopicPartition, Long> tops =
                    new HashMap<>(filter.toMillis() == null ? ends : reader.at(ends, filter.toMillis()));
            tops.replaceAll((partition, top) -> Math.min(top, below.getOrDefault(partition.partition(), top)));
            Map<TopicPartition, Long> floors =
                    filter.fromMillis() == null ? reader.starts(partitions) : reader.at(ends, filter.fromMillis());
            return page(new BackwardScan(reader, floors, tops), filter, limit);
        }
    }

    private static LetterPage page(BackwardScan scan, LetterFilter filter, int limit) {
        List<Letter> letters = new ArrayList<>();
        int scanned = 0;
        while (letters.size() < limit && scanned < MAX_SCANNED) {
            Letter letter = scan.poll();
            if (letter == null) {
                break;
            }
            scanned++;
            if (filter.matches(letter)) {
                letters.add(letter);
            }
        }
        return new LetterPage(letters, scan.hasMore() ? LetterCursor.encode(scan.rest()) : null);
    }

    /** @throws GranaryException (NOT_FOUND) when there is no such letter, or none any more */
    Letter load(LetterId id) {
        TopicPartition partition = new TopicPartition(DeadLetter.topicOf(project), id.partition());
        try (TopicReader reader = open()) {
            if (reader.partitions().contains(partition)) {
                List<TopicPartition> one = List.of(partition);
                long start = reader.starts(one).getOrDefault(partition, 0L);
                long end = reader.ends(one).getOrDefault(partition, 0L);
                if (id.offset() >= start && id.offset() < end) {
                    List<ConsumerRecord<byte[], byte[]>> found = reader.read(
                            Map.of(partition, id.offset()), Map.of(partition, id.offset() + 1), any -> true);
                    if (!found.isEmpty()) {
                        return new Letter(found.get(0));
                    }
                }
            }
        }
        throw GranaryException.notFound("dead letter", id.toString());
    }

    /**
     * The letters that were written since records arrived and that are about some of them.
     *
     * @param ends how far to read, which may be where transactions are still open: they are waited for
     */
    public List<Letter> about(Predicate<Letter> wanted, long arrivedMillis, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> filled = new HashMap<>(ends);
        filled.values().removeIf(end -> end == 0);
        if (filled.isEmpty()) {
            return List.of();
        }
        synchronized (this) {
            try {
                return about(wanted, arrivedMillis, filled, kept());
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }
    }

    private static List<Letter> about(
            Predicate<Letter> wanted, long arrivedMillis, Map<TopicPartition, Long> ends, TopicReader reader) {
        return reader
                .read(
                        reader.at(ends, arrivedMillis - SLACK.toMillis()),
                        ends,
                        record -> wanted.test(new Letter(record)))
                .stream()
                .map(Letter::new)
                .toList();
    }

    private TopicReader kept() {
        TopicReader open = kept;
        if (open == null) {
            open = open();
            kept = open;
        }
        return open;
    }

    private TopicReader open() {
        return TopicReader.open(kafka, DeadLetter.topicOf(project));
    }

    @Override
    public synchronized void close() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }
}
