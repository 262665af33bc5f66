package io.granary.ingestion;

import io.granary.ingestion.ComponentHealth.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running Kafka Streams application of one plan. Whoever starts it closes it. */
final class SourceApplication implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SourceApplication.class);

    /** Closing an application that has not run yet can hang, so it is awaited first. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final StreamPlan plan;
    private final KafkaStreams streams;
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile boolean hasRun;
    private volatile boolean isOfNewest = true;
    private volatile @Nullable String problem;

    private SourceApplication(StreamPlan plan, KafkaStreams streams) {
        this.plan = plan;
        this.streams = streams;
    }

    /** Starts an application and does not wait for it. */
    static SourceApplication start(StreamPlan plan, Topology topology, KafkaClients clients, MeterRegistry meters) {
        KafkaStreams streams = new KafkaStreams(topology, plan.settings(clients));
        if (plan instanceof WindowPlan windows) {
            StoreMetrics.listen(streams, meters, windows.view().name());
        }
        SourceApplication application = new SourceApplication(plan, streams);
        streams.setStateListener((now, before) -> application.changed(now));
        streams.setUncaughtExceptionHandler(application::failed);
        streams.start();
        log.info("Started {} for {}", plan.applicationId(), plan.fields());
        return application;
    }

    StreamPlan plan() {
        return plan;
    }

    private void changed(KafkaStreams.State now) {
        if (now == KafkaStreams.State.RUNNING) {
            hasRun = true;
            problem = null;
        }
        if (now == KafkaStreams.State.RUNNING || now.hasCompletedShutdown()) {
            settled.countDown();
        }
    }

    private StreamThreadExceptionResponse failed(Throwable failure) {
        log.warn("A thread of {} failed and is replaced", plan.applicationId(), failure);
        problem = failure.toString();
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Whether it has worked here. */
    boolean hasRun() {
        return hasRun;
    }

    boolean hasDied() {
        return streams.state().hasCompletedShutdown();
    }

    ComponentHealth health() {
        State state = switch (streams.state()) {
            case CREATED -> State.STARTING;
            case REBALANCING -> hasRun ? State.RECOVERING : State.STARTING;
            case RUNNING -> problem == null ? State.RUNNING : State.RECOVERING;
            case PENDING_ERROR, ERROR -> State.FAILED;
            case PENDING_SHUTDOWN, NOT_RUNNING -> State.STOPPED;
        };
        return new ComponentHealth(name(), state, problem);
    }

    private String name() {
        return isOfNewest
                ? plan.name()
                : plan.name() + " (revision " + plan.revision().number() + ")";
    }

    /** Says whether the newest revision has this application, or it goes on for an earlier one. */
    void followNewest(boolean newest) {
        isOfNewest = newest;
    }

    /** Deletes the local files of an application that was closed; one that did not close in time keeps them. */
    void deleteFiles() {
        if (hasDied()) {
            streams.cleanUp();
        }
    }

    @Override
    public void close() {
        awaitSettled();
        boolean closed = streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
        if (closed) {
            log.info("Closed {}", plan.applicationId());
        } else {
            log.warn("{} did not close within {}", plan.applicationId(), CLOSE_TIMEOUT);
        }
    }

    private void awaitSettled() {
        try {
            if (!settled.await(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("{} has not run within {}", plan.applicationId(), START_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
