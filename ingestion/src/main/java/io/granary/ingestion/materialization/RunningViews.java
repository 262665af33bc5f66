package io.granary.ingestion.materialization;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this process materializes: one run at a time, as each takes an engine. Safe for threads. */
final class RunningViews {

    private @Nullable List<String> running;

    /** @throws GranaryException CONFLICT when one of the views is being materialized, RESOURCE_EXHAUSTED when others are */
    synchronized void enter(List<String> views) {
        List<String> now = running;
        if (now != null) {
            throw busy(views, now);
        }
        running = List.copyOf(views);
    }

    synchronized void leave() {
        running = null;
    }

    private static GranaryException busy(List<String> views, List<String> now) {
        for (String view : views) {
            if (now.contains(view)) {
                return new GranaryException(
                        ErrorCode.CONFLICT, "Cannot materialize feature view '" + view + "': another one does so now");
            }
        }
        return new GranaryException(
                ErrorCode.RESOURCE_EXHAUSTED,
                "Cannot materialize " + views + ": this server materializes " + now + " now (expected: later)");
    }
}
