package io.granary.ingestion.deadletter;

import static java.util.Objects.requireNonNull;

import io.granary.ingestion.session.TopicReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks through the partitions of dead letters from their ends towards their starts, the latest letter first. Used once. */
final class BackwardScan {

    /** Records of a partition that are read at a time. */
    private static final int CHUNK = 500;

    private final TopicReader reader;

    /** Of each partition, where the part that is to be looked at begins. */
    private final Map<TopicPartition, Long> floors;

    /** Of each partition, the offset above those that are still to be read. */
    private final Map<TopicPartition, Long> unread;

    private final Map<Integer, Long> next = new TreeMap<>();
    private final Map<TopicPartition, Deque<Letter>> read = new HashMap<>();
    private final PriorityQueue<Letter> heads =
            new PriorityQueue<>(Comparator.comparingLong(Letter::millis).reversed());

    BackwardScan(TopicReader reader, Map<TopicPartition, Long> floors, Map<TopicPartition, Long> tops) {
        this.reader = reader;
        this.floors = floors;
        this.unread = new HashMap<>(tops);
        tops.forEach((partition, top) -> {
            next.put(partition.partition(), top);
            read.put(partition, new ArrayDeque<>());
            advance(partition);
        });
    }

    /** The next letter; null: there is none. */
    @Nullable
    Letter poll() {
        Letter letter = heads.poll();
        if (letter != null) {
            TopicPartition partition = partition(letter.id().partition());
            next.put(partition.partition(), letter.id().offset());
            advance(partition);
        }
        return letter;
    }

    /** Whether there is another letter. */
    boolean hasMore() {
        return !heads.isEmpty();
    }

    /** Below which offsets the rest is. */
    Map<Integer, Long> rest() {
        return next;
    }

    private void advance(TopicPartition partition) {
        Deque<Letter> letters = requireNonNull(read.get(partition), "read");
        long floor = floors.getOrDefault(partition, 0L);
        while (letters.isEmpty() && unread.getOrDefault(partition, 0L) > floor) {
            long top = unread.getOrDefault(partition, 0L);
            long from = Math.max(floor, top - CHUNK);
            List<ConsumerRecord<byte[], byte[]>> records =
                    new ArrayList<>(reader.read(Map.of(partition, from), Map.of(partition, top), any -> true));
            records.forEach(record -> letters.addFirst(new Letter(record)));
            unread.put(partition, from);
        }
        if (!letters.isEmpty()) {
            heads.add(letters.removeFirst());
        }
    }

    private TopicPartition partition(int number) {
        return read.keySet().stream()
                .filter(each -> each.partition() == number)
                .findFirst()
                .orElseThrow();
    }
}
