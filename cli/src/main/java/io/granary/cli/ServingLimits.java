package io.granary.cli;

import io.granary.http.AdmissionConfig;
import io.granary.http.HttpConfig;
import io.granary.online.serving.OnlineServingConfig;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What serving grants to one request, and how many it takes on at a time. */
final class ServingLimits {

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = DurationText.class,
            description = "How long Redis may take for one request, unless the caller's X-Request-Timeout is less"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration deadline;

    @Option(
            names = "--max-concurrent-requests",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Requests in hand at a time, over all event loops; more are answered with 503 at once"
                    + " (default: ${DEFAULT-VALUE}).")
    private int maxConcurrentRequests;

    @Option(
            names = "--max-event-loop-delay",
            paramLabel = "TIME",
            defaultValue = "50ms",
            converter = DurationText.class,
            description = "How long an event may wait for its event loop before fewer requests are taken at a time"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration maxLoopDelay;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationText.class,
            description = "How long the process may answer made-up requests before it is ready; 0s: not at all"
                    + " (default: ${DEFAULT-VALUE}).")
    private Duration warmUp;

    OnlineServingConfig online(String project) {
        return OnlineServingConfig.of(project).withDeadline(deadline).withWarmUp(warmUp);
    }

    HttpConfig bound(HttpConfig http) {
        return http.withAdmission(AdmissionConfig.DEFAULT
                .withMaxConcurrentRequests(maxConcurrentRequests)
                .withMaxLoopDelay(maxLoopDelay));
    }
}
