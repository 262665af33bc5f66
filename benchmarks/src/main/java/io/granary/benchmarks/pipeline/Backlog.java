package io.granary.benchmarks.pipeline;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker what the members of all consumer groups have not committed yet. */
public final class Backlog implements AutoCloseable {

    private static final String ARCHIVE = "-archive";
    private static final long PAUSE_MILLIS = 20;

    private final Admin admin;
    private final Set<Pattern> topics;

    /** @param topics that somebody has to read, as regular expressions */
    public Backlog(Broker broker, Set<String> topics) {
        this.admin = broker.admin();
        this.topics = topics.stream().map(Pattern::compile).collect(toSet());
    }

    /** Records of a topic that no group has still to read: what the group furthest behind has committed. */
    public long committed(String topic) throws ExecutionException, InterruptedException {
        long least = Long.MAX_VALUE;
        for (ConsumerGroupDescription group : groups(id -> !id.endsWith(ARCHIVE))) {
            Map<TopicPartition, Long> committed = committed(group);
            if (readsFrom(group, topic)) {
                least = Math.min(least, sum(committed, topic));
            }
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }

    /** Waits until all groups but the archive's have committed all that there is, and nothing more comes of it. */
    public void awaitNone(long seconds) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!isQuiet()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Cannot wait longer than " + seconds + " s: not read " + describe());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** The clients that read topics of a kind, each with how many of their partitions. */
    public Map<String, Long> readers(Pattern topics) throws ExecutionException, InterruptedException {
        Map<String, Long> readers = new HashMap<>();
        for (ConsumerGroupDescription group : groups(id -> true)) {
            for (MemberDescription member : group.members()) {
                long partitions = member.assignment().topicPartitions().stream()
                        .filter(each -> topics.matcher(each.topic()).matches())
                        .count();
                readers.merge(member.clientId(), partitions, Long::sum);
            }
        }
        readers.values().removeIf(partitions -> partitions == 0);
        return readers;
    }

    @Override
    public void close() {
        admin.close();
    }

    /** Groups are asked one after the other: what one commits meanwhile may be new to one that was asked before. */
    private boolean isQuiet() throws ExecutionException, InterruptedException {
        try {
            Map<TopicPartition, Long> before = ends();
            return isNone() && ends().equals(before);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                // A topic that an application has just made is assigned before each broker knows it.
                return false;
            }
            throw e;
        }
    }

    private boolean isNone() throws ExecutionException, InterruptedException {
        Set<String> read = new HashSet<>();
        for (ConsumerGroupDescription group : groups(id -> !id.endsWith(ARCHIVE))) {
            if (group.groupState() != GroupState.STABLE || uncommitted(group) > 0) {
                return false;
            }
            assigned(group).forEach(each -> read.add(each.topic()));
        }
        return topics.stream().allMatch(topic -> read.stream().anyMatch(topic.asMatchPredicate()));
    }

    private String describe() throws ExecutionException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (ConsumerGroupDescription group : groups(id -> true)) {
            text.append(group.groupId()).append(' ').append(uncommitted(group)).append("; ");
        }
        return text.toString();
    }

    private long uncommitted(ConsumerGroupDescription group) throws ExecutionException, InterruptedException {
        Set<TopicPartition> read = assigned(group);
        Map<TopicPartition, Long> committed = committed(group);
        Map<TopicPartition, Long> first = offsets(read, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(read, OffsetSpec.latest());
        return read.stream()
                .mapToLong(each -> ends.getOrDefault(each, 0L)
                        - Math.max(first.getOrDefault(each, 0L), committed.getOrDefault(each, 0L)))
                .sum();
    }

    /** Groups that read; those without a member are names for kept offsets. */
    private List<ConsumerGroupDescription> groups(Predicate<String> wanted)
            throws ExecutionException, InterruptedException {
        List<String> ids = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                .map(GroupListing::groupId)
                .filter(wanted)
                .toList();
        return admin.describeConsumerGroups(ids).all().get().values().stream()
                .filter(group -> !group.members().isEmpty())
                .toList();
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        Set<TopicPartition> all = new HashSet<>();
        for (ConsumerGroupDescription group : groups(id -> !id.endsWith(ARCHIVE))) {
            all.addAll(assigned(group));
        }
        return offsets(all, OffsetSpec.latest());
    }

    private static boolean readsFrom(ConsumerGroupDescription group, String topic) {
        return assigned(group).stream().anyMatch(each -> each.topic().equals(topic));
    }

    private static long sum(Map<TopicPartition, Long> offsets, String topic) {
        return offsets.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(topic))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Set<TopicPartition> assigned(ConsumerGroupDescription group) {
        return group.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .collect(toSet());
    }

    private Map<TopicPartition, Long> committed(ConsumerGroupDescription group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group.groupId())
                .partitionsToOffsetAndMetadata()
                .get();
        return committed.entrySet().stream()
                .filter(each -> Objects.nonNull(each.getValue()))
                .collect(toMap(Map.Entry::getKey, each -> each.getValue().offset()));
    }

    /** Records of open transactions are there too: those of a killed process hide what comes behind them. */
    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream().collect(toMap(each -> each, each -> spec));
        return admin
                .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(toMap(Map.Entry::getKey, each -> each.getValue().offset()));
    }
}
