package io.granary.ingestion.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionThreadTest {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch working = new CountDownLatch(1);

    @Test
    void beginsAnewAfterAFailureAndFinishesTheSessionWhenClosed() throws InterruptedException {
        SessionThread thread = new SessionThread("session", new FailsFirst());
        assertThat(thread.isStarted()).isFalse();
        thread.start();
        assertThat(thread.isStarted()).isTrue();
        assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
        thread.close();
        assertThat(events).containsExactly("began", "failed: first", "began", "finished", "ended");
    }

    @Test
    void doesNotBeginAnewWhenClosedAfterAFailure() throws InterruptedException {
        SessionThread thread = new SessionThread("session", new AlwaysFails());
        thread.start();
        assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
        thread.close();
        assertThat(events).containsExactly("failed: always", "ended");
    }

    private class Recorded implements SessionThread.Sessions {

        @Override
        public void run(CloseSignal closing) throws InterruptedException {
            working.countDown();
            while (!closing.isGiven()) {
                closing.await(Duration.ofMinutes(1));
            }
            events.add("finished");
        }

        @Override
        public void failed(RuntimeException failure) {
            events.add("failed: " + failure.getMessage());
        }

        @Override
        public void ended() {
            events.add("ended");
        }
    }

    private final class FailsFirst extends Recorded {

        @Override
        public void run(CloseSignal closing) throws InterruptedException {
            events.add("began");
            if (!events.contains("failed: first")) {
                throw new IllegalStateException("first");
            }
            super.run(closing);
        }
    }

    private final class AlwaysFails extends Recorded {

        @Override
        public void run(CloseSignal closing) {
            throw new IllegalStateException("always");
        }

        @Override
        public void failed(RuntimeException failure) {
            super.failed(failure);
            working.countDown();
        }
    }
}
