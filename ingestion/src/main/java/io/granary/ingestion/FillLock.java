package io.granary.ingestion;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Held by the only one who fills a generation with what is at rest: the one member of a consumer group, which reads
 * nothing. A holder that dies loses it when the broker misses it. Closed by who acquired it.
 */
public final class FillLock implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    private final Admin admin;
    private final String group;
    private final String work;
    private final String clientId;
    private final Thread thread;
    private volatile boolean closed;

    private FillLock(Admin admin, String group, String work, Map<String, Object> settings, String topic) {
        this.admin = admin;
        this.group = group;
        this.work = work;
        clientId = group + "-" + UUID.randomUUID();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        thread = new Thread(() -> hold(settings, topic), "fill-lock");
        thread.setDaemon(true);
    }

    /**
     * Asks for a lock, which is held after {@link #await}.
     *
     * @param work in a few words, such as {@code backfill feature view 'x'}
     * @param topic any that exists
     * @throws GranaryException (CONFLICT) when another one has it
     */
    static FillLock ask(Map<String, String> kafka, Admin admin, String group, String work, String topic) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        FillLock lock = new FillLock(admin, group, work, settings, topic);
        lock.requireNobodyElse(lock.members());
        lock.thread.start();
        return lock;
    }

    /**
     * Waits until it is held; closes it when that fails.
     *
     * @throws GranaryException (CONFLICT) when another one has it, (UNAVAILABLE) when the broker does not give it
     */
    FillLock await() {
        try {
            awaitMember();
            return this;
        } catch (GranaryException e) {
            close();
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

    private void awaitMember() {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        Set<String> members = Set.of();
        while (!members.contains(clientId)) {
            pause();
            members = members();
            requireNobodyElse(members);
            if (System.nanoTime() > deadline) {
                throw new GranaryException(
                        ErrorCode.UNAVAILABLE, "Cannot " + work + ": the broker lets nobody into group " + group);
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

    /** Client ids of those who are in the group. */
    private Set<String> members() {
        try {
            Map<String, ConsumerGroupDescription> described =
                    Topics.await(admin.describeConsumerGroups(List.of(group)).all(), "describe " + group);
            return described.values().stream()
                    .flatMap(each -> each.members().stream())
                    .map(MemberDescription::clientId)
                    .collect(Collectors.toSet());
        } catch (GranaryException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Set.of();
            }
            throw e;
        }
    }

    private void requireNobodyElse(Set<String> members) {
        if (!Set.of(clientId).containsAll(members)) {
            throw new GranaryException(ErrorCode.CONFLICT, "Cannot " + work + ": another one does so now");
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot " + work + ": interrupted", e);
        }
    }
}
