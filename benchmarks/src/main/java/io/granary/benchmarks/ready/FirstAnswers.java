package io.granary.benchmarks.ready;

import io.granary.benchmarks.load.Answer;
import io.granary.benchmarks.load.Exchange;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How long the first answers of some processes took, and those that came much later. Not safe for threads. */
final class FirstAnswers {

    static final int FIRST = 100;
    static final int LATER = 1_000;

    private final List<Double> veryFirst = new ArrayList<>();
    private final Histogram first = new Histogram(3);
    private final Histogram later = new Histogram(3);

    /** Asks one process one request after the other, and again {@value #LATER} times at the end. */
    void ask(Exchange server, List<PreparedRequest> requests, int between) throws IOException {
        for (int i = 0; i < FIRST + between + LATER; i++) {
            long nanos = nanos(server, requests.get(i % requests.size()));
            if (i == 0) {
                veryFirst.add(nanos / 1e3);
            }
            if (i < FIRST) {
                first.recordValue(nanos);
            } else if (i >= FIRST + between) {
                later.recordValue(nanos);
            }
        }
    }

    private static long nanos(Exchange server, PreparedRequest request) throws IOException {
        long start = System.nanoTime();
        Answer answer = server.ask(request);
        long nanos = System.nanoTime() - start;
        if (request.expected().judge(answer) == Verdict.WRONG) {
            throw new IllegalStateException("Wrong answer of status " + answer.status());
        }
        return nanos;
    }

    /** The mean over the processes, in microseconds. */
    double veryFirst() {
        return veryFirst.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    double first(double percentile) {
        return first.getValueAtPercentile(percentile) / 1e3;
    }

    double later(double percentile) {
        return later.getValueAtPercentile(percentile) / 1e3;
    }
}
