package io.granary.online.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Puts the replies to HMGETs into the rows that wait for them, in the order of the commands. For one thread. */
final class RowReplies implements RespReplies {

    private static final int BETWEEN_REPLIES = -1;

    /** What became of reads. */
    interface Outcomes {

        /** A read has all its rows; those who wait for them are told next. */
        void complete(AwaitedRows rows, int read);

        /** The server said no. */
        void refused(AwaitedRows rows, int read, String error);

        /** The rows of a read are more than one answer may hold. */
        void tooLong(AwaitedRows rows);
    }

    private final CommandQueue commands;
    private final Outcomes outcomes;
    private @Nullable AwaitedRows rows;
    private int read;
    private int fields;
    private int field = BETWEEN_REPLIES;
    private int position;
    private int bytes;
    private boolean isTooLong;

    RowReplies(CommandQueue commands, Outcomes outcomes) {
        this.commands = commands;
        this.outcomes = outcomes;
    }

    @Override
    public void aggregate(byte type, int elements) {
        AwaitedRows next = first();
        EntityReads reads = next.reads();
        if (type != '*' || (reads != null && elements != reads.fields(read).count())) {
            throw new MalformedReplyException("'" + (char) type + "' of " + elements + " elements to HMGET");
        }
        rows = next;
        fields = elements;
        field = 0;
        bytes = 0;
        isTooLong = false;
        endWhenComplete();
    }

    /** It waits until its reply is complete: if the connection ends before, it is among those that are told. */
    private AwaitedRows first() {
        AwaitedRows next = commands.firstRows();
        if (field != BETWEEN_REPLIES || next == null) {
            throw new MalformedReplyException("more than was asked for");
        }
        read = commands.firstRead();
        return next;
    }

    @Override
    public void bulk(byte type, int length) {
        AwaitedRows current = current();
        position = current.reserve(read, field, length);
        isTooLong |= position < 0;
        bytes += Math.min(length, Integer.MAX_VALUE - bytes);
    }

    @Override
    public void payload(byte[] from, int offset, int length) {
        if (position >= 0) {
            current().put(from, offset, position, length);
            position += length;
        }
    }

    @Override
    public void bulkEnd() {
        field++;
        endWhenComplete();
    }

    @Override
    public void nil() {
        current();
        field++;
        endWhenComplete();
    }

    private AwaitedRows current() {
        if (rows == null) {
            throw new MalformedReplyException("a row that nobody asked for");
        }
        return rows;
    }

    private void endWhenComplete() {
        AwaitedRows complete = rows;
        if (field < fields || complete == null) {
            return;
        }
        field = BETWEEN_REPLIES;
        rows = null;
        commands.removeFirst();
        if (isTooLong) {
            outcomes.tooLong(complete);
        } else {
            outcomes.complete(complete, read);
            complete.answered(read, bytes);
        }
    }

    @Override
    public void line(byte type, byte[] from, int offset, int length) {
        AwaitedRows next = first();
        if (read == CommandQueue.ASKING) {
            commands.removeFirst();
            return;
        }
        if (type != '-') {
            throw new MalformedReplyException("'" + (char) type + "' to HMGET");
        }
        commands.removeFirst();
        outcomes.refused(next, read, new String(from, offset, length, UTF_8));
    }
}
