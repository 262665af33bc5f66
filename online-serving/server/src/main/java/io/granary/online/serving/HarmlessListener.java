package io.granary.online.serving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps from answers what the listener throws that is told of them: counts it, and says it once. Safe for threads. */
final class HarmlessListener implements AnswerListener {

    private static final Logger log = LoggerFactory.getLogger(HarmlessListener.class);

    private final AnswerListener listener;
    private final Counter failures;
    private final AtomicBoolean isSaid = new AtomicBoolean();

    HarmlessListener(AnswerListener listener, MeterRegistry meters) {
        this.listener = listener;
        this.failures = meters.counter("granary.online.listener.failures");
    }

    @Override
    public void answered(FeatureVectors answer) {
        try {
            listener.answered(answer);
        } catch (RuntimeException | Error e) {
            // Whatever it is: the answer is given.
            failures.increment();
            if (isSaid.compareAndSet(false, true)) {
                log.error("A listener to answers has failed; further failures are only counted", e);
            }
        }
    }
}
