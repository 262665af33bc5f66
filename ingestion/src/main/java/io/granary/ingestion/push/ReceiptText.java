package io.granary.ingestion.push;

import io.granary.core.GranaryException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * A receipt as callers hold it: version, destination, topic id, time, rows and runs in base64url, with a checksum, so that
 * what was never given out is recognized. It is no secret: it grants nothing but to ask about rows.
 */
final class ReceiptText {

    private static final byte VERSION = 1;
    private static final byte OFFLINE = 1;
    private static final int CHECKSUM_BYTES = 6;
    private static final int HEAD_BYTES = 2 + 2 * Long.BYTES + 2 * 10;
    private static final int RUN_BYTES = 2 * 5 + 10;

    private ReceiptText() {}

    static String encode(Receipt receipt) {
        ByteBuffer out =
                ByteBuffer.allocate(HEAD_BYTES + RUN_BYTES * receipt.runs().size() + CHECKSUM_BYTES);
        out.put(VERSION).put(receipt.destination() == Destination.OFFLINE ? OFFLINE : 0);
        out.putLong(receipt.topic().getMostSignificantBits())
                .putLong(receipt.topic().getLeastSignificantBits());
        ByteUtils.writeVarlong(receipt.acceptedMillis(), out);
        ByteUtils.writeVarint(receipt.rows(), out);
        for (Run run : receipt.runs()) {
            ByteUtils.writeVarint(run.partition(), out);
            ByteUtils.writeVarlong(run.first(), out);
            ByteUtils.writeVarint(run.count(), out);
        }
        out.put(checksum(out.array(), out.position()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(out.array(), out.position()));
    }

    /** @throws GranaryException (INVALID_ARGUMENT) for what is no receipt */
    static Receipt decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            int length = bytes.length - CHECKSUM_BYTES;
            if (length < 2
                    || bytes[0] != VERSION
                    || !Arrays.equals(checksum(bytes, length), Arrays.copyOfRange(bytes, length, bytes.length))) {
                throw unknown(text);
            }
            return read(ByteBuffer.wrap(bytes, 1, length - 1));
        } catch (IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw unknown(text);
        }
    }

    private static Receipt read(ByteBuffer in) {
        Destination destination = in.get() == OFFLINE ? Destination.OFFLINE : Destination.ONLINE;
        Uuid topic = new Uuid(in.getLong(), in.getLong());
        long acceptedMillis = ByteUtils.readVarlong(in);
        int rows = ByteUtils.readVarint(in);
        List<Run> runs = new ArrayList<>();
        while (in.hasRemaining()) {
            runs.add(new Run(ByteUtils.readVarint(in), ByteUtils.readVarlong(in), ByteUtils.readVarint(in)));
        }
        return new Receipt(topic, destination, acceptedMillis, rows, runs);
    }

    private static GranaryException unknown(String text) {
        return GranaryException.invalid("receipt", "'" + text + "'", "one that a push was answered with");
    }

    private static byte[] checksum(byte[] bytes, int length) {
        MessageDigest digest = Sha256.digest();
        digest.update(bytes, 0, length);
        return Arrays.copyOf(digest.digest(), CHECKSUM_BYTES);
    }
}
