package io.granary.online.store;

import io.granary.core.featurelog.FeatureLogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The arguments of one call of the write script. Not safe for threads. */
final class WriteCall {

    /** At about 100 rows the cost of a call no longer counts; more would only keep other clients of Redis waiting. */
    private static final int MAX_ROWS = 100;

    private static final byte[] TOMBSTONE = {};

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

    private void add(KeyWrites writes) {
        keys.add(writes.key().bytes());
        arguments.add(text(writes.writes().size()));
        arguments.add(text(writes.expiry()));
        for (FeatureLogRecord written : writes.writes()) {
            byte[] row = written.row();
            arguments.add(written.field().getBytes(StandardCharsets.UTF_8));
            arguments.add(row == null ? TOMBSTONE : row);
            rows++;
        }
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
