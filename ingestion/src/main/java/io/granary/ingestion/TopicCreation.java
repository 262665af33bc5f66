package io.granary.ingestion;

import static java.util.stream.Collectors.toMap;

import io.granary.core.GranaryException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes topics that take records at once. A broker tells of a partition a moment before it leads it. A producer that sends
 * several batches then may have its first one refused and its second one taken, as the broker knows nothing of that producer;
 * the first one, now out of sequence, is refused until it expires.
 */
public final class TopicCreation {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private TopicCreation() {}

    /**
     * Creates a topic and waits until all of its partitions are led. Blocks on the broker.
     *
     * @return false when the topic was there already
     * @throws GranaryException (UNAVAILABLE) when the broker does not create it
     */
    public static boolean create(Admin admin, NewTopic wanted) {
        CreateTopicsResult created = admin.createTopics(List.of(wanted));
        try {
            Topics.await(created.all(), "create topic " + wanted.name());
        } catch (GranaryException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
        awaitLeaders(
                admin, wanted.name(), Topics.await(created.numPartitions(wanted.name()), "create " + wanted.name()));
        return true;
    }

    /** Only the leader of a partition tells where it ends; a broker that has not heard of the topic yet is asked again. */
    private static void awaitLeaders(Admin admin, String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .boxed()
                .collect(toMap(partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!areLed(admin, topic, ends, deadline)) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean areLed(Admin admin, String topic, Map<TopicPartition, OffsetSpec> ends, long deadlineNanos) {
        try {
            Topics.await(admin.listOffsets(ends).all(), "write to the new topic " + topic);
            return true;
        } catch (GranaryException e) {
            if (e.getCause() instanceof RetriableException && System.nanoTime() - deadlineNanos < 0) {
                return false;
            }
            throw e;
        }
    }
}
