package io.granary.online.store;

import static java.util.Objects.requireNonNull;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.models.role.RedisInstance.Role;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The notes of how far a log is applied, one for each part of a cluster, in a slot of its own: what loses rows loses the
 * note. A note vouches for the slots that its part had when it was written.
 */
final class ClusterMarks {

    private final RedisScripts scripts;
    private volatile SlotHistory history = SlotHistory.NONE;

    ClusterMarks(RedisScripts scripts) {
        this.scripts = scripts;
    }

    /** The least offset over all parts that a partition has to be read again from; its applied one when none lacks any. */
    CompletionStage<Map<Integer, Long>> mark(
            StatefulRedisClusterConnection<byte[], byte[]> cluster, String log, Map<Integer, LogMark> marks) {
        return new Round(cluster, log, new TreeMap<>(marks)).run();
    }

    /** The least offset over all parts that a partition is noted with; absent where a part has no note that counts. */
    CompletionStage<Map<Integer, Long>> noted(StatefulRedisClusterConnection<byte[], byte[]> cluster, String log) {
        byte[] name = MarkCall.key(log);
        Map<ClusterPart, CompletableFuture<Map<Integer, Long>>> asked = new HashMap<>();
        for (ClusterPart part : ClusterPart.of(cluster.getPartitions().getPartitions())) {
            asked.put(
                    part,
                    ClusterConnection.node(cluster, part.node())
                            .thenCompose(commands -> MarkCall.noted(commands, part.key(name), part::isCoveredBy)));
        }
        return Stages.all(asked).thenApply(notes -> least(notes.values()));
    }

    private static Map<Integer, Long> least(Collection<Map<Integer, Long>> parts) {
        Map<Integer, Long> least = new HashMap<>();
        parts.forEach(notes -> notes.forEach((partition, offset) -> least.merge(partition, offset, Math::min)));
        parts.forEach(notes -> least.keySet().retainAll(notes.keySet()));
        return least;
    }

    /**
     * Notes of each part that it has nothing, an offset and not no note: that is never explained by slots that moved.
     */
    CompletionStage<Void> forget(
            StatefulRedisClusterConnection<byte[], byte[]> cluster, String log, Set<Integer> partitions) {
        byte[] name = MarkCall.key(log);
        return CompletableFuture.allOf(ClusterPart.of(cluster.getPartitions().getPartitions()).stream()
                .map(part -> ClusterConnection.node(cluster, part.node())
                        .thenCompose(commands -> MarkCall.forget(commands, part.key(name), part.covers(), partitions)))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** One call, on the cluster as it is known now. */
    private final class Round {

        private final StatefulRedisClusterConnection<byte[], byte[]> cluster;
        private final byte[] name;
        private final Map<Integer, LogMark> marks;
        private final Collection<RedisClusterNode> nodes;
        private final List<ClusterPart> parts;

        Round(StatefulRedisClusterConnection<byte[], byte[]> cluster, String log, Map<Integer, LogMark> marks) {
            this.cluster = cluster;
            this.name = MarkCall.key(log);
            this.marks = marks;
            this.nodes = List.copyOf(cluster.getPartitions().getPartitions());
            this.parts = ClusterPart.of(nodes);
        }

        CompletionStage<Map<Integer, Long>> run() {
            Map<ClusterPart, CompletableFuture<MarkCall.Answer>> asked = new HashMap<>();
            parts.forEach(part -> asked.put(part, ask(part, marks)));
            Map<String, CompletableFuture<String>> idle = idleLineages();
            return Stages.all(asked).thenCombine(Stages.all(idle), this::judge).thenCompose(Function.identity());
        }

        private CompletableFuture<MarkCall.Answer> ask(ClusterPart part, Map<Integer, LogMark> wanted) {
            return commands(part.node())
                    .thenCompose(commands -> scripts.mark(commands, part.key(name), part.covers(), wanted));
        }

        private CompletableFuture<RedisAsyncCommands<byte[], byte[]>> commands(String node) {
            return ClusterConnection.node(cluster, node);
        }

        /** Masters without slots may get some before the next round. */
        private Map<String, CompletableFuture<String>> idleLineages() {
            Map<String, CompletableFuture<String>> lineages = new HashMap<>();
            for (RedisClusterNode node : nodes) {
                if (node.getRole() == Role.UPSTREAM && node.hasNoSlots()) {
                    lineages.put(node.getNodeId(), Lineage.of(commands(node.getNodeId())));
                }
            }
            return lineages;
        }

        private CompletionStage<Map<Integer, Long>> judge(
                Map<ClusterPart, MarkCall.Answer> answers, Map<String, String> idle) {
            Map<String, String> lineages = new HashMap<>(idle);
            answers.forEach((part, answer) -> lineages.put(part.node(), answer.lineage()));
            Map<Integer, Long> lost = new HashMap<>();
            Map<ClusterPart, CompletableFuture<MarkCall.Answer>> renewed = new HashMap<>();
            answers.forEach((part, answer) -> {
                Map<Integer, LogMark> valid = judge(part, answer, lineages, lost);
                if (!valid.isEmpty()) {
                    renewed.put(part, ask(part, valid));
                }
            });
            return Stages.all(renewed).thenApply(unused -> {
                history = lost.isEmpty() ? SlotHistory.of(parts, lineages, marks.keySet()) : SlotHistory.NONE;
                return offsets(lost);
            });
        }

        /** @return the notes to be written whatever stands there, since the part has what it must have */
        private Map<Integer, LogMark> judge(
                ClusterPart part, MarkCall.Answer answer, Map<String, String> lineages, Map<Integer, Long> lost) {
            Map<Integer, LogMark> valid = new TreeMap<>();
            answer.refused().forEach((partition, note) -> {
                LogMark mark = requireNonNull(marks.get(partition), "mark");
                long offset = part.isCoveredBy(MarkCall.covers(note)) ? MarkCall.offset(note) : LogMark.NONE;
                boolean isExplained = offset == LogMark.NONE && history.explains(part, partition, lineages);
                if (offset >= mark.promised() || isExplained) {
                    valid.put(partition, new LogMark(LogMark.NONE, mark.applied()));
                } else {
                    lost.merge(partition, offset, Math::min);
                }
            });
            return valid;
        }

        private Map<Integer, Long> offsets(Map<Integer, Long> lost) {
            Map<Integer, Long> offsets = new HashMap<>(lost);
            marks.forEach((partition, mark) -> offsets.putIfAbsent(partition, mark.applied()));
            return offsets;
        }
    }
}
