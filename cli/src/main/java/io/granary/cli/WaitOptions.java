package io.granary.cli;

import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.registry.client.RegistryApi;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a command that makes a revision waits until that revision answers. */
final class WaitOptions {

    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "10m",
            paramLabel = "TIMEOUT",
            converter = DurationText.class,
            description = "Wait until the revision is live, for ${FALLBACK-VALUE} unless told otherwise; what it waits"
                    + " for goes to standard error. Fails with 6 when it takes longer.")
    private @Nullable Duration timeout;

    /** Waits until a revision is live when that is asked for, else says what it still needs and how to give it that. */
    void after(Revision applied, RegistryApi registry, PrintWriter out, PrintWriter err) {
        out.flush();
        Rollout rollout = registry.rollout(applied.project());
        if (timeout == null || rollout.live() >= applied.number()) {
            out.print(RolloutText.afterApply(rollout, applied));
            out.flush();
            return;
        }
        new RolloutWait(registry, applied, timeout, err).await();
        out.printf("Revision %d is live.%n", applied.number());
        out.flush();
    }
}
