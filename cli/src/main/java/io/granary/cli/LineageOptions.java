package io.granary.cli;

import io.granary.cli.openlineage.LineageTarget;
import io.granary.offline.engine.OfflineEngine;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether offline jobs tell what they read and write. */
final class LineageOptions {

    @Option(
            names = "--lineage",
            paramLabel = "WHERE",
            description = "Where OpenLineage events of the job go: file:PATH, a line each, or the http:// or https://"
                    + " address of a server, which gets them at /api/v1/lineage (default: nowhere).")
    private @Nullable String where;

    /** Does something on an engine that tells of its jobs if that is asked for. */
    <T> T telling(OfflineEngine engine, Function<OfflineEngine, T> work) {
        if (where == null) {
            return work.apply(engine);
        }
        try (LineageTarget target = LineageTarget.parse(where)) {
            return work.apply(target.tellOf(engine));
        }
    }
}
