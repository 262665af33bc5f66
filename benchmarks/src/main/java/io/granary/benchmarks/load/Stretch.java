package io.granary.benchmarks.load;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Some requests to one server at one pace, until all are answered. Confined to the event loop of its connections. */
final class Stretch implements LoadConnection.Listener {

    private final EventLoop loop;
    private final List<LoadConnection> connections;
    private final Queue<LoadConnection> idle;
    private final List<PreparedRequest> requests;
    private final Pace pace;
    private final Tally tally = new Tally(System.nanoTime());
    private final CompletableFuture<Answers> done = new CompletableFuture<>();
    private final AtomicBoolean isNudged = new AtomicBoolean();
    private int next;

    Stretch(EventLoop loop, List<LoadConnection> connections, List<PreparedRequest> requests, Pace pace) {
        this.loop = loop;
        this.connections = connections;
        this.idle = new ArrayDeque<>(connections);
        this.requests = requests;
        this.pace = pace;
    }

    CompletableFuture<Answers> done() {
        return done;
    }

    /** Sends what is due; called from any thread. */
    void nudge() {
        if (isNudged.compareAndSet(false, true)) {
            loop.execute(this::sendDue);
        }
    }

    @Override
    public void answered(LoadConnection connection, long nanos, Verdict verdict) {
        tally.add(nanos, verdict);
        idle.add(connection);
        sendDue();
    }

    @Override
    public void failed(Throwable failure) {
        done.completeExceptionally(failure);
    }

    private void sendDue() {
        isNudged.set(false);
        long now = System.nanoTime();
        while (!idle.isEmpty() && pace.isDue(now)) {
            idle.remove().send(nextRequest(), pace.take(now), this);
        }
        if (idle.size() == connections.size() && pace.isOver(now) && !done.isDone()) {
            for (long intended : pace.missed()) {
                tally.miss(now - intended);
            }
            done.complete(tally.answers(now));
        }
    }

    private PreparedRequest nextRequest() {
        PreparedRequest request = requests.get(next);
        next = (next + 1) % requests.size();
        return request;
    }
}
