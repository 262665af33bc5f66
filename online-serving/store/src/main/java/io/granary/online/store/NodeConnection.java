package io.granary.online.store;

import io.granary.core.GranaryException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads from one server on one event loop. Commands of one tick of the loop leave together; what is read while the first
 * attempt to connect is under way waits for it, and what is read while a connection that was lost comes back is refused.
 * For the thread of that event loop, but for {@link #pending}.
 */
final class NodeConnection implements NodeChannel.Listener {

    /** Commands that the server does not take, in bytes; more are refused. */
    private static final int MAX_UNSENT = 4 * 1024 * 1024;

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 400;
    private static final int CHECKS_OF_SILENCE = 8;

    /** Attempts in about a minute, after which a server that nobody asks is taken for one that has gone for good. */
    private static final int MAX_UNASKED_ATTEMPTS = 150;

    /** Some fit into the least staleness that a view can ask for. */
    private static final long PING_MILLIS = 25;

    private final IoEventLoop loop;
    private final NodeAddress node;
    private final NodeClient client;
    private final LoopReads owner;
    private final CommandBuffer unsent = new CommandBuffer();
    private final CommandQueue awaited = new CommandQueue();
    private final StallBreaker breaker = new StallBreaker();
    private @Nullable Tracking tracking;
    private NodeChannel connection;
    private @Nullable Channel open;
    private @Nullable GranaryException whyNot;
    private long pauseMillis;
    private int unaskedAttempts;
    private boolean flushIsPlanned;
    private boolean isClosed;
    private volatile int pending;

    NodeConnection(IoEventLoop loop, NodeAddress node, NodeClient client, LoopReads owner) {
        this.loop = loop;
        this.node = node;
        this.client = client;
        this.owner = owner;
        this.connection = connect();
    }

    /** What takes the replies is made anew, since a connection may end within one. */
    private NodeChannel connect() {
        RowReplies rows = new RowReplies(awaited, new Outcomes());
        tracking = client.newTracking(rows);
        return NodeChannel.connect(loop, node, client, tracking == null ? rows : tracking, this);
    }

    /** How many commands wait for a reply, about; for any thread. */
    int pending() {
        return pending;
    }

    /** Asks for the rows of a read, and tells them when they are there or will not be. */
    void send(AwaitedRows rows, EntityReads reads, int read) {
        unaskedAttempts = 0;
        if (whyNot != null) {
            client.metrics().refusedWhileDisconnected();
            rows.failed(whyNot);
        } else if (breaker.isOpen()) {
            client.metrics().refusedWhileStalled();
            rows.failed(NodeClient.unavailable(node, "it owes replies and sends nothing"));
        } else if (awaited.size() >= client.maxPending() || unsent.length() >= MAX_UNSENT) {
            client.metrics().refusedAsTooMany();
            rows.failed(NodeClient.unavailable(node, awaited.size() + " commands wait for an answer"));
        } else {
            if (node.isAsked()) {
                unsent.addAsking();
                awaited.add(rows, CommandQueue.ASKING);
            }
            unsent.addRead(reads, read);
            awaited.add(rows, read);
            planFlush();
        }
    }

    private void planFlush() {
        if (!flushIsPlanned) {
            flushIsPlanned = true;
            loop.execute(this::flush);
        }
    }

    private void flush() {
        flushIsPlanned = false;
        pending = awaited.size();
        Channel channel = open;
        if (channel != null && unsent.length() > 0 && channel.isWritable()) {
            ByteBuf out = channel.alloc().directBuffer(unsent.length());
            unsent.moveTo(out);
            var unused = channel.writeAndFlush(out, channel.voidPromise());
        }
    }

    @Override
    public void opened(Channel channel) {
        open = channel;
        whyNot = null;
        pauseMillis = 0;
        unaskedAttempts = 0;
        heard();
        client.metrics().connected();
        flush();
        watchForSilence(channel);
        if (tracking != null) {
            tracking.begin();
            ping(channel, tracking);
        }
    }

    private void ping(Channel channel, Tracking pinged) {
        if (open != channel) {
            return;
        }
        if (pinged.startPing()) {
            unsent.addPing();
            planFlush();
        }
        var unused = loop.schedule(() -> ping(channel, pinged), PING_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void received() {
        heard();
        pending = awaited.size();
    }

    private void heard() {
        if (breaker.heard()) {
            client.metrics().stallEnded();
        }
    }

    @Override
    public void writable() {
        flush();
    }

    private void watchForSilence(Channel channel) {
        long pauseNanos = client.silenceLimit().toNanos() / CHECKS_OF_SILENCE;
        var unused = loop.schedule(
                () -> {
                    if (open == channel) {
                        checkSilence();
                        watchForSilence(channel);
                    }
                },
                pauseNanos,
                TimeUnit.NANOSECONDS);
    }

    private void checkSilence() {
        if (breaker.check(awaited.size() > 0)) {
            client.metrics().stalled();
        }
        if (breaker.silentChecks() > CHECKS_OF_SILENCE) {
            connection.close(
                    new IOException("nothing heard for " + client.silenceLimit().toMillis() + " ms"));
        }
    }

    /** What was asked is lost. */
    @Override
    public void ended(Throwable reason) {
        whyNot = NodeClient.unavailable(node, String.valueOf(reason.getMessage()));
        if (open != null) {
            open = null;
            client.metrics().disconnected();
        }
        heard();
        if (tracking != null) {
            tracking.end();
        }
        unsent.clear();
        failAll(whyNot);
        pending = 0;
        if (!isClosed) {
            owner.lost(node);
            planReconnect();
        }
    }

    private void failAll(GranaryException reason) {
        for (AwaitedRows rows = awaited.firstRows(); rows != null; rows = awaited.firstRows()) {
            boolean isRead = awaited.firstRead() != CommandQueue.ASKING;
            awaited.removeFirst();
            if (isRead) {
                rows.failed(reason);
            }
        }
    }

    private void planReconnect() {
        if (unaskedAttempts++ == MAX_UNASKED_ATTEMPTS) {
            owner.forget(node);
        } else if (!loop.isShuttingDown()) {
            var unused = loop.schedule(this::reconnect, pauseMillis, TimeUnit.MILLISECONDS);
            pauseMillis = Math.min(Math.max(FIRST_PAUSE_MILLIS, 2 * pauseMillis), LONGEST_PAUSE_MILLIS);
        }
    }

    private void reconnect() {
        if (!isClosed) {
            client.metrics().reconnecting();
            connection = connect();
        }
    }

    /** Ends it for good. */
    void close() {
        isClosed = true;
        connection.close(new IOException("the store is closed"));
    }

    /** What to do with what becomes of reads. */
    private final class Outcomes implements RowReplies.Outcomes {

        @Override
        public void complete(AwaitedRows rows, int read) {
            StoredRows stored = tracking == null ? null : rows.stored();
            if (tracking != null && stored != null && client.mayKeep(stored, read)) {
                tracking.keep(rows, read);
            }
        }

        @Override
        public void refused(AwaitedRows rows, int read, String error) {
            owner.refused(rows, read, node, error);
        }

        @Override
        public void tooLong(AwaitedRows rows) {
            rows.failed(NodeClient.unavailable(node, "the rows are more than one answer may hold"));
        }
    }
}
