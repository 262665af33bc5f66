package io.granary.cli.terminal;

import io.granary.registry.client.PlanText;
import picocli.CommandLine.Help.Ansi;

/** What the terminal, or its absence, allows. */
public final class Terminal {

    private Terminal() {}

    /** Colours on a terminal, unless {@code NO_COLOR} is set. */
    public static PlanText.Colours colours() {
        return isInteractive() ? PlanText.Colours.ANSI : PlanText.Colours.NONE;
    }

    /** Whether a person looks on who wants colours and bars. */
    public static boolean isInteractive() {
        return Ansi.AUTO.enabled();
    }
}
