package io.granary.ingestion.push;

import io.granary.core.GranaryException;
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
