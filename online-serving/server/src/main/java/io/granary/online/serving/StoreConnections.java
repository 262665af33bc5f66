package io.granary.online.serving;

import io.granary.core.GranaryException;
import io.granary.core.definition.JoinKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import io.granary.online.store.EntityReads;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.ReadFields;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens an online store's connections by reading, on each event loop, entity keys that nobody has. */
final class StoreConnections {

    private static final Logger log = LoggerFactory.getLogger(StoreConnections.class);
    private static final int READS = 500;
    private static final List<JoinKey> NOBODY = List.of(new JoinKey("warm_up", ScalarType.STRING));

    private StoreConnections() {}

    /** Blocks until they are open, the store has failed or it is time. */
    static void open(Vertx vertx, OnlineStore store, String project, long deadlineNanos) {
        DeploymentOptions options = new DeploymentOptions().setInstances(VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE);
        Future<String> reading = vertx.deployVerticle(
                () -> new Reader(store, EntityKeyCodec.of(project, NOBODY), deadlineNanos), options);
        try {
            vertx.undeploy(reading.await(millisUntil(deadlineNanos), TimeUnit.MILLISECONDS))
                    .await();
        } catch (TimeoutException | GranaryException e) {
            log.warn("Cannot open every connection to the online store: {}", e.toString());
        }
    }

    private static long millisUntil(long deadlineNanos) {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
    }

    /** Has started when it has read, one key after the other, on the event loop that it was given. */
    private static final class Reader extends VerticleBase {

        private final OnlineStore store;
        private final EntityKeyCodec keys;
        private final long deadlineNanos;
        private final ReadFields fields = ReadFields.of("warm_up@0".getBytes(StandardCharsets.US_ASCII));

        Reader(OnlineStore store, EntityKeyCodec keys, long deadlineNanos) {
            this.store = store;
            this.keys = keys;
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        public Future<?> start() {
            return read(0);
        }

        private Future<?> read(int done) {
            if (done == READS) {
                return Future.succeededFuture();
            }
            byte[] key = keys.encode(new Object[] {"nobody-" + done}).bytes();
            return Future.fromCompletionStage(store.read(EntityReads.of(key, fields), deadlineNanos), context)
                    .compose(ignored -> read(done + 1));
        }
    }
}
