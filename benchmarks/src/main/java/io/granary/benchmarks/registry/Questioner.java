package io.granary.benchmarks.registry;

import io.granary.benchmarks.registry.Observation.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Asks a serving process the same thing over and over, on several connections, until it is closed. */
final class Questioner implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Asker> askers;

    private Questioner(List<Asker> askers) {
        this.askers = askers;
    }

    static Questioner ask(URI serving, Question question, int connections) {
        Questioner questioner = new Questioner(IntStream.range(0, connections)
                .mapToObj(ignored -> new Asker(serving, question))
                .toList());
        questioner.askers.forEach(Thread::start);
        return questioner;
    }

    /**
     * Waits until every connection sees the definitions of a number, or later ones.
     *
     * @return when the last of them saw it first, by {@link System#nanoTime()}
     */
    long awaitNumber(long number, Duration patience) throws TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!askers.stream().allMatch(asker -> asker.sighting().number() >= number)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "Number " + number + " is not visible after " + patience + ": " + mistakes());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return askers.stream()
                .mapToLong(asker -> asker.sighting().nanos())
                .max()
                .orElseThrow();
    }

    /** So many answers until now. */
    double count(Verdict verdict) {
        return askers.stream().mapToDouble(asker -> asker.count(verdict)).sum();
    }

    /** The first answer of each connection that was not right. */
    List<String> mistakes() {
        return askers.stream()
                .map(Asker::mistake)
                .filter(mistake -> !mistake.isEmpty())
                .toList();
    }

    /** Of answers, in nanoseconds; whole only after the end. */
    Histogram latency() {
        Histogram all = new Histogram(3);
        askers.forEach(asker -> asker.times().addTo(all));
        return all;
    }

    /** Of the answers that were awaited at some time of the spans, in nanoseconds; whole only after the end. */
    Histogram latency(List<AnswerTimes.Span> spans) {
        Histogram some = new Histogram(3);
        spans.forEach(span -> askers.forEach(asker -> asker.times().addTo(some, span)));
        return some;
    }

    @Override
    public void close() {
        askers.forEach(Asker::end);
        askers.forEach(Asker::awaitEnd);
    }
}
