package io.granary.offline.local;

import io.granary.core.GranaryException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which row of a source failed, and why. */
final class FailedRow {

    private FailedRow() {}

    /** @param values in the order of the source's columns */
    static String text(TypedSource source, @Nullable Object[] values, GranaryException failure) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < source.columns().size(); i++) {
            shown.add(source.columns().get(i).name() + "=" + values[i]);
        }
        String file = source.files().size() == 1
                ? source.files().get(0).toString()
                : "one of " + source.files().size() + " in "
                        + source.files().get(0).getParent();
        return "source '" + source.atRest().source().name() + "', file " + file + ", row {" + String.join(", ", shown)
                + "}: " + failure.getMessage();
    }
}
