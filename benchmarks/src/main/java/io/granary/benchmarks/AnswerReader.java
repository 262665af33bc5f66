package io.granary.benchmarks;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Finds the answers in what a keep-alive connection receives, without keeping their bodies. Not safe for threads. */
final class AnswerReader {

    private static final String LENGTH = "\r\ncontent-length:";
    private static final int STATUS_START = "HTTP/1.1 ".length();
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Called at the end of each answer. */
    @FunctionalInterface
    interface Listener {

        void answered(int status, long bodyLength);
    }

    private final Listener listener;
    private final StringBuilder head = new StringBuilder();
    private int matched;
    private int status;
    private long bodyLength;
    private long bodyLeft;

    AnswerReader(Listener listener) {
        this.listener = listener;
    }

    /** Takes the next bytes, which may hold a part of an answer or several. */
    void read(Buffer bytes) {
        int position = 0;
        while (position < bytes.length()) {
            position = bodyLeft > 0 ? skipBody(bytes, position) : readHead(bytes, position);
        }
    }

    private int skipBody(Buffer bytes, int position) {
        int skipped = (int) Math.min(bodyLeft, bytes.length() - position);
        bodyLeft -= skipped;
        if (bodyLeft == 0) {
            listener.answered(status, bodyLength);
        }
        return position + skipped;
    }

    private int readHead(Buffer bytes, int start) {
        int position = start;
        while (position < bytes.length() && matched < END_OF_HEAD.length) {
            byte next = bytes.getByte(position++);
            head.append((char) next);
            matched = next == END_OF_HEAD[matched] ? matched + 1 : next == END_OF_HEAD[0] ? 1 : 0;
        }
        if (matched == END_OF_HEAD.length) {
            beginBody();
        }
        return position;
    }

    private void beginBody() {
        status = Integer.parseInt(head, STATUS_START, STATUS_START + 3, 10);
        bodyLength = contentLength(head.toString().toLowerCase(Locale.ROOT));
        bodyLeft = bodyLength;
        head.setLength(0);
        matched = 0;
        if (bodyLength == 0) {
            listener.answered(status, 0);
        }
    }

    private static long contentLength(String head) {
        int name = head.indexOf(LENGTH);
        if (name < 0) {
            throw new IllegalStateException("answer without content-length: " + head);
        }
        int start = name + LENGTH.length();
        return Long.parseLong(head.substring(start, head.indexOf('\r', start)).trim());
    }
}
