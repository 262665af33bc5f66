package io.granary.core.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The views whose rows, or a part of them, lie in a table, so that they can be materialized. */
public final class ViewsAtRest {

    private ViewsAtRest() {}

    /** The names of those that are online, in the order of names. */
    public static List<String> of(Definitions definitions) {
        return definitions.all(FeatureView.class).stream()
                .filter(view -> whyNot(definitions, view) == null)
                .map(FeatureView::name)
                .toList();
    }

    /** Why a view cannot be materialized, in a few words; null: it can. */
    public static @Nullable String whyNot(Definitions definitions, View view) {
        if (!(view instanceof FeatureView plain)) {
            return "its features are computed when they are asked for";
        }
        if (!plain.online()) {
            return "it is not online (online: false)";
        }
        if (plain.isWindowed()) {
            return "its windows are filled by a backfill";
        }
        return isAtRest(definitions.source(plain.source())) ? null : "its rows come by source '" + plain.source() + "'";
    }

    private static boolean isAtRest(DataSource source) {
        if (source instanceof StreamSource stream) {
            return stream.history() != null;
        }
        return !(source instanceof PushSource);
    }
}
