package io.granary.benchmarks.load;

import io.netty.buffer.ByteBuf;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** RESP2: finds the end of the replies by skipping from line to line, without looking at what they hold. */
final class RedisConversation implements Conversation {

    private final Inbox inbox = new Inbox();
    private int position;
    private long elementsLeft;
    private int status;

    @Override
    public void greet(ByteBuf out) {
        // Redis without a password needs no word before the first command.
    }

    @Override
    public void ask(PreparedRequest request, ByteBuf out) {
        elementsLeft = request.replies();
        status = Answer.OK;
        out.writeBytes(request.bytes());
    }

    @Override
    public @Nullable Answer receive(ByteBuf in, ByteBuf out) {
        inbox.take(in);
        while (elementsLeft > 0) {
            int end = endOfLine();
            if (end < 0 || !skip(end)) {
                return null;
            }
        }
        Answer answer = new Answer(status, Set.of(), inbox.bytes(), 0, position);
        inbox.clear();
        position = 0;
        return answer;
    }

    /** Where the next line begins; -1 when this one is not whole yet. */
    private int endOfLine() {
        byte[] bytes = inbox.bytes();
        for (int i = position + 1; i < inbox.size(); i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Goes over one element, if it is whole. */
    private boolean skip(int endOfLine) {
        byte kind = inbox.bytes()[position];
        int end = endOfLine;
        if (kind == '$' && number(endOfLine) >= 0) {
            end += number(endOfLine) + 2;
        }
        if (end > inbox.size()) {
            return false;
        }
        if (kind == '*') {
            elementsLeft += number(endOfLine);
        }
        if (kind == '-') {
            status = Answer.FAILED;
        }
        elementsLeft--;
        position = end;
        return true;
    }

    private int number(int endOfLine) {
        byte[] bytes = inbox.bytes();
        int number = 0;
        for (int i = position + 1; i < endOfLine - 2; i++) {
            if (bytes[i] == '-') {
                return -1;
            }
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }
}
