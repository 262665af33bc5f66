package io.granary.ingestion.push;

import io.granary.core.GranaryException;
import io.granary.http.access.Action;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which store pushed rows are for. All go through Kafka, and all that Kafka has is archived when there is an archive. */
enum Destination {
    ONLINE,
    /** The archive has them; nothing is computed from them for the online store. */
    OFFLINE,
    ONLINE_AND_OFFLINE;

    static final List<String> TEXTS =
            Arrays.stream(values()).map(Destination::text).toList();

    /** What writing there is; a caller needs to be granted all. */
    List<Action> actions() {
        return switch (this) {
            case ONLINE -> List.of(Action.WRITE_ONLINE);
            case OFFLINE -> List.of(Action.WRITE_OFFLINE);
            case ONLINE_AND_OFFLINE -> List.of(Action.WRITE_ONLINE, Action.WRITE_OFFLINE);
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Destination parse(String text) {
        for (Destination each : values()) {
            if (each.text().equals(text)) {
                return each;
            }
        }
        throw GranaryException.invalid("to", "'" + text + "'", "one of " + TEXTS);
    }
}
