package io.granary.benchmarks.load;

import static io.granary.benchmarks.load.HttpFrames.ACKNOWLEDGES;
import static io.granary.benchmarks.load.HttpFrames.DATA;
import static io.granary.benchmarks.load.HttpFrames.END_OF_STREAM;
import static io.granary.benchmarks.load.HttpFrames.GO_AWAY;
import static io.granary.benchmarks.load.HttpFrames.HEADERS;
import static io.granary.benchmarks.load.HttpFrames.HEADER_LENGTH;
import static io.granary.benchmarks.load.HttpFrames.PING;
import static io.granary.benchmarks.load.HttpFrames.RESET;
import static io.granary.benchmarks.load.HttpFrames.SETTINGS;
import static io.granary.benchmarks.load.HttpFrames.STREAM_POSITION;
import static io.granary.benchmarks.load.HttpFrames.WINDOW_UPDATE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Unary calls of gRPC on HTTP/2 with prior knowledge, one after the other, by as little work as the protocol allows: requests
 * are frames made beforehand, answers are looked at frame by frame, only trailers are decoded.
 */
final class GrpcConversation implements Conversation {

    /** How much may be received before the server is told that there is room again. */
    private static final int WINDOW_SHARE = HttpFrames.MOST_WINDOW / 4;

    private final Inbox inbox = new Inbox();
    private final Inbox body = new Inbox();
    private int stream = -1;
    private int received;

    @Override
    public void greet(ByteBuf out) {
        out.writeBytes(HttpFrames.preface());
    }

    @Override
    public void ask(PreparedRequest request, ByteBuf out) {
        stream += 2;
        body.clear();
        int start = out.writerIndex();
        out.writeBytes(request.bytes());
        for (int frame = start; frame < out.writerIndex(); frame += HEADER_LENGTH + out.getMedium(frame)) {
            out.setInt(frame + STREAM_POSITION, stream);
        }
    }

    @Override
    public @Nullable Answer receive(ByteBuf in, ByteBuf out) {
        inbox.take(in);
        ByteBuf frames = Unpooled.wrappedBuffer(inbox.bytes(), 0, inbox.size());
        Answer answer = null;
        while (frames.readableBytes() >= HEADER_LENGTH
                && frames.readableBytes() >= HEADER_LENGTH + frames.getMedium(frames.readerIndex())) {
            Answer found = take(frames, out);
            answer = found == null ? answer : found;
        }
        inbox.drop(frames.readerIndex());
        return answer;
    }

    /** @return the answer when this frame ends it */
    private @Nullable Answer take(ByteBuf frames, ByteBuf out) {
        int length = frames.readMedium();
        int type = frames.readByte();
        int flags = frames.readByte();
        boolean isFlagged = (flags & END_OF_STREAM) != 0;
        int toStream = frames.readInt();
        ByteBuf payload = frames.readSlice(length);
        if (toStream != 0 && toStream != stream) {
            return null;
        }
        switch (type) {
            case DATA -> takeData(payload, out);
            case SETTINGS, PING -> acknowledge(type, isFlagged, payload, out);
            case GO_AWAY -> throw new IllegalStateException("the server ends the connection");
            default -> {}
        }
        if (type == RESET) {
            return answer(Answer.FAILED, Set.of());
        }
        return type == HEADERS && isFlagged ? answer(HttpFrames.block(flags, payload)) : null;
    }

    private void takeData(ByteBuf payload, ByteBuf out) {
        received += payload.readableBytes();
        body.take(payload);
        if (received > WINDOW_SHARE) {
            writeHeader(out, Integer.BYTES, WINDOW_UPDATE, 0);
            out.writeInt(received);
            received = 0;
        }
    }

    /** The flag of an acknowledgement is the same bit as that of a stream's end. */
    private static void acknowledge(int type, boolean isAcknowledgement, ByteBuf payload, ByteBuf out) {
        if (!isAcknowledgement) {
            ByteBuf echo = type == PING ? payload : Unpooled.EMPTY_BUFFER;
            writeHeader(out, echo.readableBytes(), type, ACKNOWLEDGES);
            out.writeBytes(echo);
        }
    }

    private static void writeHeader(ByteBuf out, int length, int type, int flags) {
        out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(0);
    }

    private Answer answer(ByteBuf trailers) {
        GrpcTrailers decoded = GrpcTrailers.decode(trailers);
        return answer(decoded.httpStatus(), decoded.signs());
    }

    private Answer answer(int status, Set<Answer.Sign> signs) {
        return new Answer(status, signs, body.bytes(), 0, body.size());
    }
}
