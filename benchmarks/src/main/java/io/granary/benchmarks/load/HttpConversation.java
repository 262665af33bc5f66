package io.granary.benchmarks.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 on a connection that is kept alive, with answers that tell their length. */
final class HttpConversation implements Conversation {

    private static final String LENGTH = "\r\ncontent-length:";
    private static final String RETRY_AFTER = "\r\nretry-after:";
    private static final int STATUS_START = "HTTP/1.1 ".length();
    private static final int END_OF_HEAD = 0x0d0a0d0a;

    private final Inbox inbox = new Inbox();
    private int searched;
    private int lastFour;
    private String head = "";
    private int bodyLength;

    @Override
    public void greet(ByteBuf out) {
        // A client of HTTP/1.1 says nothing before its request.
    }

    @Override
    public void ask(PreparedRequest request, ByteBuf out) {
        out.writeBytes(request.bytes());
    }

    @Override
    public @Nullable Answer receive(ByteBuf in, ByteBuf out) {
        inbox.take(in);
        if (head.isEmpty() && !findHead()) {
            return null;
        }
        int start = searched;
        if (inbox.size() < start + bodyLength) {
            return null;
        }
        Answer answer = new Answer(
                Integer.parseInt(head, STATUS_START, STATUS_START + 3, 10),
                head.contains(RETRY_AFTER) ? Set.of(Answer.Sign.TRY_LATER) : Set.of(),
                inbox.bytes(),
                start,
                bodyLength);
        forget();
        return answer;
    }

    private boolean findHead() {
        byte[] bytes = inbox.bytes();
        while (searched < inbox.size()) {
            lastFour = lastFour << Byte.SIZE | bytes[searched++];
            if (lastFour == END_OF_HEAD) {
                head = new String(bytes, 0, searched, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
                bodyLength = contentLength();
                return true;
            }
        }
        return false;
    }

    private int contentLength() {
        int name = head.indexOf(LENGTH);
        if (name < 0) {
            throw new IllegalStateException("answer without content-length: " + head);
        }
        int start = name + LENGTH.length();
        return Integer.parseInt(head.substring(start, head.indexOf('\r', start)).trim());
    }

    private void forget() {
        if (inbox.size() > searched + bodyLength) {
            throw new IllegalStateException("more than one answer to a request");
        }
        inbox.clear();
        searched = 0;
        lastFour = 0;
        head = "";
    }
}
