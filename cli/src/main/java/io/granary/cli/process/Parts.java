package io.granary.cli.process;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a process, closed in the reverse order of their start. Not safe for threads. */
final class Parts implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Keeps a part that has started. */
    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Starts the parts of something; when one cannot start, those before it are closed. */
    static <T> T startAll(StartUp<T> startUp) {
        Parts parts = new Parts();
        try {
            return startUp.start(parts);
        } catch (KafkaException e) {
            parts.close();
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot use Kafka: " + reason.getMessage(), e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        } catch (Exception e) {
            parts.close();
            throw new GranaryException(ErrorCode.INTERNAL, "Cannot start: " + e.getMessage(), e);
        }
    }

    /** Closes every part, also those after one that fails to. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.warn("Cannot close {}", part.getClass().getSimpleName(), e);
            }
        }
    }

    /** Starts parts and adds each to those that will be closed. */
    @FunctionalInterface
    interface StartUp<T> {
        T start(Parts parts) throws Exception;
    }
}
