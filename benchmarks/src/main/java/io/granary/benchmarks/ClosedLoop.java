package io.granary.benchmarks;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Loads a server of this machine over a fixed number of connections, each of which sends its next request when the last
 * is answered. All connections share one event loop, so the server has the rest of the machine.
 */
final class ClosedLoop implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;

    /** Kept because Vert.x closes the connections of a client that nobody holds. */
    private final NetClient client;

    private final Context eventLoop;
    private final List<LoadedConnection> connections;

    private ClosedLoop(Vertx vertx, NetClient client, Context eventLoop, List<LoadedConnection> connections) {
        this.vertx = vertx;
        this.client = client;
        this.eventLoop = eventLoop;
        this.connections = connections;
    }

    static ClosedLoop connect(int port, int count, List<PreparedRequest> requests) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        NetClient client = vertx.createNetClient();
        List<Future<NetSocket>> sockets = IntStream.range(0, count)
                .mapToObj(ignored -> client.connect(port, "127.0.0.1"))
                .toList();
        await(Future.all(sockets), Duration.ZERO);
        List<LoadedConnection> connections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = i * requests.size() / count;
            connections.add(new LoadedConnection(sockets.get(i).result(), requests, first));
        }
        return new ClosedLoop(vertx, client, vertx.getOrCreateContext(), connections);
    }

    /** Sends requests for some time and waits until all are answered. */
    Answers run(Duration duration) throws Exception {
        Promise<Answers> done = Promise.promise();
        eventLoop.runOnContext(ignored -> start(duration).onComplete(done));
        return await(done.future(), duration);
    }

    private Future<Answers> start(Duration duration) {
        Tally tally = new Tally(System.nanoTime(), duration);
        List<Future<Void>> running =
                connections.stream().map(each -> each.run(tally)).toList();
        return Future.all(running).map(ignored -> tally.answers(System.nanoTime()));
    }

    private static <T> T await(Future<T> future, Duration duration)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(duration.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        client.close().await();
        vertx.close().await();
    }
}
