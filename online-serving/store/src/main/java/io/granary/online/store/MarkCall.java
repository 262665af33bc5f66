package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.async.RedisHashAsyncCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The arguments of one call of the script that notes how far a log is applied, and what its answer means. */
final class MarkCall {

    private static final String OK = "ok";

    private MarkCall() {}

    static byte[] key(String log) {
        return ("granary.marks " + log).getBytes(UTF_8);
    }

    /** @param marks whose order is that of the answer */
    static byte[][] arguments(String covers, Map<Integer, LogMark> marks) {
        List<byte[]> arguments = new ArrayList<>(1 + 3 * marks.size());
        arguments.add(covers.getBytes(UTF_8));
        marks.forEach((partition, mark) -> {
            arguments.add(text(partition));
            arguments.add(text(mark.promised()));
            arguments.add(text(mark.applied()));
        });
        return arguments.toArray(byte[][]::new);
    }

    /** Writes notes which say that nothing is there. */
    static CompletableFuture<Void> forget(
            RedisHashAsyncCommands<byte[], byte[]> commands, byte[] key, String covers, Set<Integer> partitions) {
        byte[] nothing = ("0 " + covers).getBytes(UTF_8);
        return CompletableFuture.allOf(partitions.stream()
                .map(partition -> commands.hset(key, text(partition), nothing).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    static Answer answer(Map<Integer, LogMark> marks, List<Object> answer) {
        Map<Integer, String> refused = new HashMap<>();
        int next = 1;
        for (Integer partition : marks.keySet()) {
            String state = decoded(answer.get(next++));
            if (!state.equals(OK)) {
                refused.put(partition, state);
            }
        }
        return new Answer(decoded(answer.get(0)), Map.copyOf(refused));
    }

    /**
     * The offsets of the notes under a key, by partition.
     *
     * @param counts whether a note that covers this counts
     */
    static CompletableFuture<Map<Integer, Long>> noted(
            RedisHashAsyncCommands<byte[], byte[]> commands, byte[] key, Predicate<String> counts) {
        return commands.hgetall(key).thenApply(notes -> offsets(notes, counts)).toCompletableFuture();
    }

    private static Map<Integer, Long> offsets(Map<byte[], byte[]> notes, Predicate<String> counts) {
        Map<Integer, Long> offsets = new HashMap<>();
        notes.forEach((partition, note) -> {
            String text = decoded(note);
            if (counts.test(covers(text))) {
                offsets.put(Integer.valueOf(decoded(partition)), offset(text));
            }
        });
        return offsets;
    }

    /**
     * What one part of the store says.
     *
     * @param lineage changes when the server loses its memory or another takes its place
     * @param refused the notes that say too little, by partition; empty for none
     */
    record Answer(String lineage, Map<Integer, String> refused) {}

    /** The offset of a note, {@link LogMark#NONE} of none. */
    static long offset(String note) {
        int end = note.indexOf(' ');
        return end < 0 ? LogMark.NONE : Long.parseLong(note, 0, end, 10);
    }

    /** What the writer of a note thought that the part covers. */
    static String covers(String note) {
        return note.substring(note.indexOf(' ') + 1);
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(UTF_8);
    }

    private static String decoded(Object bytes) {
        return new String((byte[]) bytes, UTF_8);
    }
}
