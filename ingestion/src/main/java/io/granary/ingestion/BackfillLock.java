package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Held by the only backfill of a generation: the one member of a consumer group, which reads nothing. A holder that dies
 * loses it when the broker misses it. Closed by who acquired it.
 */
public final class BackfillLock implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    private final Thread thread;
    private volatile boolean closed;

    private BackfillLock(Map<String, Object> settings, String topic) {
        thread = new Thread(() -> hold(settings, topic), "backfill-lock");
        thread.setDaemon(true);
    }

    static BackfillLock acquire(Map<String, String> kafka, Admin admin, String group, String topic, String view) {
        requireFree(members(admin, group), 0, view);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        BackfillLock lock = new BackfillLock(settings, topic);
        lock.thread.start();
        try {
            lock.awaitMember(admin, group, view);
            return lock;
        } catch (GranaryException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitMember(Admin admin, String group, String view) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        int members = 0;
        while (members == 0) {
            pause();
            members = members(admin, group);
            requireFree(members, 1, view);
            if (System.nanoTime() > deadline) {
                throw new GranaryException(
                        ErrorCode.UNAVAILABLE,
                        "Cannot backfill feature view '" + view + "': the broker lets nobody into group " + group);
            }
        }
    }

    private void hold(Map<String, Object> settings, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (!closed) {
                consumer.poll(POLL);
                consumer.pause(consumer.assignment());
            }
        }
    }

    private static int members(Admin admin, String group) {
        try {
            Map<String, ConsumerGroupDescription> described =
                    Topics.await(admin.describeConsumerGroups(List.of(group)).all(), "describe " + group);
            return described.values().stream()
                    .mapToInt(each -> each.members().size())
                    .sum();
        } catch (GranaryException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw e;
        }
    }

    private static void requireFree(int members, int own, String view) {
        if (members > own) {
            throw new GranaryException(
                    ErrorCode.CONFLICT, "Cannot backfill feature view '" + view + "': another backfill of it runs");
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot backfill: interrupted", e);
        }
    }
}
