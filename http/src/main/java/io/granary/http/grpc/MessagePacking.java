package io.granary.http.grpc;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** How the messages of a call are packed, by its header {@code grpc-encoding}. */
enum MessagePacking {
    IDENTITY {
        @Override
        byte[] unpack(byte[] message, int maxBytes) {
            throw GranaryException.invalid("grpc-encoding", "absent or identity", "gzip, because a message is packed");
        }
    },
    GZIP {
        /** Stops at the limit: a thousand bytes can unpack to a million. */
        @Override
        byte[] unpack(byte[] message, int maxBytes) {
            try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(message))) {
                byte[] bytes = unpacked.readNBytes(maxBytes);
                if (unpacked.read() >= 0) {
                    throw MessageFrames.tooLong(maxBytes);
                }
                return bytes;
            } catch (IOException e) {
                throw new GranaryException(
                        ErrorCode.INVALID_ARGUMENT, "message: cannot be unpacked (expected: gzip)", e);
            }
        }
    };

    /** What this server unpacks, as it tells callers. */
    static final String ACCEPTED = "identity,gzip";

    /** @return null when it is an encoding that nobody here knows */
    static @Nullable MessagePacking find(@Nullable String header) {
        if (header == null || header.equals("identity")) {
            return IDENTITY;
        }
        return header.equals("gzip") ? GZIP : null;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when it is not packed so; (RESOURCE_EXHAUSTED) when it is too long */
    abstract byte[] unpack(byte[] message, int maxBytes);
}
