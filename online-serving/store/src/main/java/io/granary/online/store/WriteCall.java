package io.granary.online.store;

import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.key.EntityKey;
import io.granary.core.row.StoredRow;
import io.lettuce.core.RedisCommandExecutionException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The arguments of one call of the write script. Not safe for threads. */
final class WriteCall {

    /** At about 100 rows the cost of a call no longer counts; more would only keep other clients of Redis waiting. */
    private static final int MAX_ROWS = 100;

    private static final byte[] TOMBSTONE = {};

    /** What the script answers, without the place in it. */
    private static final Pattern REFUSED =
            Pattern.compile("REFUSED (\\d+) (\\d+) (?:@?user_script: ?\\d+: )*-?(.*)", Pattern.DOTALL);

    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> arguments = new ArrayList<>();
    private int rows;

    private WriteCall() {}

    /** Splits writes into calls; those of one entity key stay together and in order. */
    static List<WriteCall> split(Collection<KeyWrites> all) {
        List<WriteCall> calls = new ArrayList<>();
        WriteCall call = new WriteCall();
        for (KeyWrites writes : all) {
            call.add(writes);
            if (call.rows >= MAX_ROWS) {
                calls.add(call);
                call = new WriteCall();
            }
        }
        if (call.rows > 0) {
            calls.add(call);
        }
        return calls;
    }

    /** A call for each entity key, since what a script of a cluster touches has to lie in one slot. */
    static List<WriteCall> each(Collection<KeyWrites> all) {
        return all.stream()
                .map(writes -> {
                    WriteCall call = new WriteCall();
                    call.add(writes);
                    return call;
                })
                .toList();
    }

    private void add(KeyWrites writes) {
        keys.add(writes.key().bytes());
        arguments.add(text(writes.writes().size() + replacements(writes)));
        arguments.add(text(writes.expiry()));
        for (FeatureLogEntry written : writes.writes()) {
            byte[] row = written.stored();
            Long before = written.replacesBefore();
            if (before != null) {
                add(written.field(), StoredRow.orderedMoment(before));
            }
            add(written.field(), row == null ? TOMBSTONE : row);
        }
    }

    private void add(String field, byte[] row) {
        arguments.add(field.getBytes(StandardCharsets.UTF_8));
        arguments.add(row);
        rows++;
    }

    /** Each is two writes: what gives way is deleted first. */
    private static int replacements(KeyWrites writes) {
        int count = 0;
        for (FeatureLogEntry written : writes.writes()) {
            count += written.replacesBefore() == null ? 0 : 1;
        }
        return count;
    }

    /** The failure itself, or the script's refusal with the field and the entity key that it is about. */
    Throwable explain(Throwable failure) {
        Throwable cause = RedisFailure.unwrap(failure);
        Matcher refused = REFUSED.matcher(String.valueOf(cause.getMessage()));
        if (!refused.matches()) {
            return cause;
        }
        String reason = refused.group(3);
        if (RedisFailure.isPassing(reason)) {
            return new RedisCommandExecutionException(reason, cause);
        }
        byte[] key = keys.get(Integer.parseInt(refused.group(1)) - 1);
        byte[] field = arguments.get(Integer.parseInt(refused.group(2)) - 1);
        return new RedisCommandExecutionException(
                "field '" + new String(field, StandardCharsets.UTF_8) + "' of entity key " + EntityKey.ofBytes(key)
                        + ": " + reason,
                cause);
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    byte[][] keys() {
        return keys.toArray(byte[][]::new);
    }

    byte[][] arguments() {
        return arguments.toArray(byte[][]::new);
    }
}
