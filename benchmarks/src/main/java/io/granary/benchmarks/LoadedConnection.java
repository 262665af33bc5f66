package io.granary.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection of a closed loop; it sends the requests in turn. Confined to its event loop. */
final class LoadedConnection {

    private static final int OK = 200;

    /** A stretch of load until its end. */
    private record Run(Tally tally, Promise<Void> done) {}

    private final NetSocket socket;
    private final List<PreparedRequest> requests;
    private int next;
    private long sentNanos;
    private @Nullable Run run;

    LoadedConnection(NetSocket socket, List<PreparedRequest> requests, int first) {
        this.socket = socket;
        this.requests = requests;
        this.next = first;
        socket.handler(new AnswerReader(this::answered)::read);
        socket.exceptionHandler(this::fail);
        socket.closeHandler(ignored -> fail(new IllegalStateException("a connection was closed under load")));
    }

    Future<Void> run(Tally tally) {
        Promise<Void> done = Promise.promise();
        run = new Run(tally, done);
        send();
        return done.future();
    }

    private void send() {
        sentNanos = System.nanoTime();
        socket.write(requests.get(next).bytes());
    }

    private void answered(int status, long bodyLength) {
        Run current = run;
        if (current == null) {
            throw new IllegalStateException("an answer that nobody asked for");
        }
        long now = System.nanoTime();
        boolean isRight = status == OK && bodyLength == requests.get(next).answerLength();
        current.tally().add(now - sentNanos, isRight);
        next = (next + 1) % requests.size();
        if (current.tally().isOver(now)) {
            run = null;
            current.done().complete();
            return;
        }
        send();
    }

    private void fail(Throwable failure) {
        if (run != null) {
            run.done().tryFail(failure);
        }
    }
}
