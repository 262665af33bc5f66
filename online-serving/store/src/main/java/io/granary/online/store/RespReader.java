package io.granary.online.store;

import io.netty.buffer.ByteBuf;

/**
 * Takes a server's bytes apart as they come, whatever the packets. Strings are handed on in pieces and never collected;
 * only a line that is not complete yet is kept. For one thread.
 */
final class RespReader {

    /** More than Redis allows. */
    private static final int MAX_BULK = 512 * 1024 * 1024;

    private static final int MAX_ELEMENTS = 1 << 20;
    private static final int NO_BULK = -1;
    private static final int INCOMPLETE = -1;
    private static final String TYPES = "*$_-+:#,(%~>!=";

    private final byte[] buffer;
    private RespReplies replies;
    private int end;

    /** Of the string being read. */
    private int bytesLeft = NO_BULK;

    /** @param capacity of the longest line, and of what is looked at in one go */
    RespReader(RespReplies replies, int capacity) {
        this.replies = replies;
        this.buffer = new byte[capacity];
    }

    /** From the next piece on. */
    void replyTo(RespReplies others) {
        replies = others;
    }

    /** @throws MalformedReplyException when this cannot be a Redis server's answer */
    void read(ByteBuf in) {
        while (in.isReadable()) {
            int count = Math.min(in.readableBytes(), buffer.length - end);
            in.readBytes(buffer, end, count);
            end += count;
            keepFrom(parse());
        }
    }

    private void keepFrom(int position) {
        if (position == 0 && end == buffer.length) {
            throw new MalformedReplyException("a line of more than " + end + " bytes");
        }
        end -= position;
        System.arraycopy(buffer, position, buffer, 0, end);
    }

    /** @return what is read up to */
    private int parse() {
        int position = 0;
        while (position < end) {
            int next = bytesLeft == NO_BULK ? header(position) : payload(position);
            if (next == INCOMPLETE) {
                return position;
            }
            position = next;
        }
        return position;
    }

    private int payload(int position) {
        if (bytesLeft == 0) {
            return endOfBulk(position);
        }
        int count = Math.min(bytesLeft, end - position);
        replies.payload(buffer, position, count);
        bytesLeft -= count;
        return position + count;
    }

    private int endOfBulk(int position) {
        if (end - position < 2) {
            return INCOMPLETE;
        }
        requireLineEnd(position);
        bytesLeft = NO_BULK;
        replies.bulkEnd();
        return position + 2;
    }

    private int header(int position) {
        byte type = buffer[position];
        return type == '$' || type == '*' ? sized(type, position) : other(type, position);
    }

    /** The two that every answer is made of. */
    private int sized(byte type, int position) {
        int lineEnd = position + 1;
        int size = 0;
        while (lineEnd < end && buffer[lineEnd] >= '0' && buffer[lineEnd] <= '9' && lineEnd < position + 10) {
            size = size * 10 + buffer[lineEnd++] - '0';
        }
        if (end - lineEnd < 2) {
            return INCOMPLETE;
        }
        if (buffer[lineEnd] == '-') {
            return absent(lineEnd);
        }
        if (lineEnd == position + 1) {
            throw malformed(position);
        }
        requireLineEnd(lineEnd);
        begin(type, size);
        return lineEnd + 2;
    }

    /** {@code -1}: how RESP2 says null. */
    private int absent(int minus) {
        if (end - minus < 4) {
            return INCOMPLETE;
        }
        if (buffer[minus + 1] != '1') {
            throw malformed(minus);
        }
        requireLineEnd(minus + 2);
        replies.nil();
        return minus + 4;
    }

    private int other(byte type, int position) {
        if (TYPES.indexOf(type) < 0) {
            throw malformed(position);
        }
        int lineEnd = position + 1;
        while (lineEnd < end && buffer[lineEnd] != '\r') {
            lineEnd++;
        }
        if (end - lineEnd < 2) {
            return INCOMPLETE;
        }
        requireLineEnd(lineEnd);
        switch (type) {
            case '_' -> replies.nil();
            case '%', '~', '>', '!', '=' -> begin(type, size(position + 1, lineEnd));
            default -> replies.line(type, buffer, position + 1, lineEnd - position - 1);
        }
        return lineEnd + 2;
    }

    private int size(int from, int to) {
        if (from == to || to - from > 9) {
            throw malformed(from);
        }
        int size = 0;
        for (int i = from; i < to; i++) {
            if (buffer[i] < '0' || buffer[i] > '9') {
                throw malformed(from);
            }
            size = size * 10 + buffer[i] - '0';
        }
        return size;
    }

    private void begin(byte type, int size) {
        boolean isBulk = type == '$' || type == '!' || type == '=';
        if (size > (isBulk ? MAX_BULK : MAX_ELEMENTS)) {
            throw new MalformedReplyException("a size of " + size);
        }
        if (isBulk) {
            bytesLeft = size;
            replies.bulk(type, size);
        } else {
            replies.aggregate(type, type == '%' ? 2 * size : size);
        }
    }

    private void requireLineEnd(int position) {
        if (buffer[position] != '\r' || buffer[position + 1] != '\n') {
            throw malformed(position);
        }
    }

    private MalformedReplyException malformed(int position) {
        return new MalformedReplyException("byte " + (buffer[position] & 0xff) + " where none like it may be");
    }
}
