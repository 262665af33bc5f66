package io.granary.http.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Generated messages from and to the wire. */
public final class GrpcMessages {

    private GrpcMessages() {}

    /** @throws GranaryException (INVALID_ARGUMENT) when the bytes are no such message */
    public static <T> T parse(byte[] message, Parser<T> parser) {
        try {
            return parser.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, "message: cannot be parsed: " + e.getMessage(), e);
        }
    }

    /** A message with its prefix, as {@link GrpcCall} sends it. */
    public static Buffer frame(MessageLite message) {
        int length = message.getSerializedSize();
        byte[] frame = new byte[MessageFrames.PREFIX + length];
        ByteBuffer.wrap(frame).putInt(1, length);
        try {
            CodedOutputStream output = CodedOutputStream.newInstance(frame, MessageFrames.PREFIX, length);
            message.writeTo(output);
            output.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(frame);
    }
}
