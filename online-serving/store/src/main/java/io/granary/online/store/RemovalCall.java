package io.granary.online.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.featurelog.WindowState;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of one call of the removal script, and what its answer means. */
final class RemovalCall {

    /** Where a scan starts, and what Redis answers at its end. */
    static final String ENDS = "0";

    /** So many keys keep other clients of Redis waiting for less than a millisecond. */
    private static final int KEYS = 200;

    /** The same, of keys whose fields have to be listed. */
    private static final int KEYS_OF_WINDOWS = 20;

    private static final String SPECIAL = "*?[]\\";

    private RemovalCall() {}

    static byte[][] arguments(FieldRemoval removal, @Nullable String from) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add((from == null ? ENDS : from).getBytes(US_ASCII));
        arguments.add(pattern(removal.keyPrefix()));
        arguments.add(text(removal.windows().isEmpty() ? KEYS : KEYS_OF_WINDOWS));
        arguments.add(text(removal.fields().size()));
        removal.fields().forEach((field, revision) -> {
            arguments.add(field.getBytes(UTF_8));
            arguments.add(text(revision));
        });
        removal.windows().forEach((field, epoch) -> {
            arguments.add((field + WindowState.SEPARATOR).getBytes(UTF_8));
            arguments.add(text(epoch));
        });
        return arguments.toArray(byte[][]::new);
    }

    static RemovalStep step(List<Object> answer) {
        String next = new String((byte[]) answer.get(0), US_ASCII);
        return new RemovalStep(next.equals(ENDS) ? null : next, count(answer.get(1)), count(answer.get(2)));
    }

    /** Of every key that starts with these bytes. */
    static byte[] pattern(byte[] prefix) {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream();
        for (byte each : prefix) {
            if (SPECIAL.indexOf(each) >= 0) {
                pattern.write('\\');
            }
            pattern.write(each);
        }
        pattern.write('*');
        return pattern.toByteArray();
    }

    private static int count(Object number) {
        return ((Long) number).intValue();
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }
}
