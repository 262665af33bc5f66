package io.granary.cli.openlineage;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether jobs tell what they read and write. */
public final class LineageOptions {

    @Option(
            names = "--lineage",
            paramLabel = "WHERE",
            description = "Where OpenLineage events of the job go: file:PATH, a line each, or the http:// or https://"
                    + " address of a server, which gets them at /api/v1/lineage (default: nowhere).")
    private @Nullable String where;

    /** @throws io.granary.core.GranaryException (INVALID_ARGUMENT) when it is neither a file nor an HTTP address */
    public LineageTarget target() {
        return where == null ? LineageTarget.NOWHERE : LineageTarget.parse(where);
    }
}
