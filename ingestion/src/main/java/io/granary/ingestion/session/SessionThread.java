package io.granary.ingestion.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that works in sessions until it is closed: after one that failed a new one begins, a second later. Safe for
 * threads; whoever starts it closes it.
 */
public final class SessionThread implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SessionThread.class);
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final Sessions sessions;
    private final CloseSignal closing = new CloseSignal();
    private final Thread thread;

    public SessionThread(String name, Sessions sessions) {
        this.sessions = requireNonNull(sessions, "sessions");
        this.thread = new Thread(this::run, name);
    }

    /** What the thread does; it calls all of this itself. */
    public interface Sessions {

        /** Works until the signal is given. */
        void run(CloseSignal closing) throws InterruptedException;

        /** Takes note of why a session ended before its time. */
        void failed(RuntimeException failure);

        /** Takes note that there will be no other session. */
        default void ended() {}
    }

    public void start() {
        thread.start();
    }

    public boolean isStarted() {
        return thread.getState() != Thread.State.NEW;
    }

    private void run() {
        try {
            while (!closing.isGiven()) {
                session();
            }
        } catch (InterruptedException e) {
            log.debug("{} was interrupted", thread.getName(), e);
        } finally {
            sessions.ended();
        }
    }

    private void session() throws InterruptedException {
        try {
            sessions.run(closing);
        } catch (RuntimeException e) { // whatever it was, a new session shares nothing with the one that failed
            sessions.failed(e);
            closing.await(RESTART_DELAY);
        }
    }

    /** Lets the session finish what it has begun, within 20 s. */
    @Override
    public void close() {
        closing.give();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
