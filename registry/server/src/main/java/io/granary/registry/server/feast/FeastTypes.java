package io.granary.registry.server.feast;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Feast's value types and the types here that hold the same values. */
final class FeastTypes {

    private static final Map<String, String> SCALARS = Map.ofEntries(
            Map.entry("BOOL", "BOOL"),
            Map.entry("INT32", "INT32"),
            Map.entry("INT64", "INT64"),
            Map.entry("FLOAT", "FLOAT32"),
            Map.entry("DOUBLE", "FLOAT64"),
            Map.entry("STRING", "STRING"),
            Map.entry("BYTES", "BYTES"),
            Map.entry("UNIX_TIMESTAMP", "TIMESTAMP"));

    private static final String LIST = "_LIST";

    private FeastTypes() {}

    /** The type of a field, or null when none here holds its values. */
    static @Nullable String of(@Nullable String feast) {
        if (feast == null) {
            return null;
        }
        if (feast.endsWith(LIST)) {
            String item = SCALARS.get(feast.substring(0, feast.length() - LIST.length()));
            return item == null ? null : "LIST<" + item + ">";
        }
        return SCALARS.get(feast);
    }

    /** The type of a field of which Feast keeps a vector index, or else its plain one. */
    static @Nullable String of(FeastObject field) {
        int length = field.json().path("vectorLength").asInt(0);
        boolean isVector =
                field.isTrue("vectorIndex", false) && length > 0 && "FLOAT_LIST".equals(field.text("valueType"));
        return isVector ? "VECTOR<FLOAT32, " + length + ">" : of(field.text("valueType"));
    }

    /** The type of a join key; Feast's old entities may have none, where text is the safe reading. */
    static @Nullable String ofKey(@Nullable String feast) {
        String type = feast == null || feast.equals("INVALID") ? "STRING" : of(feast);
        return type == null || type.startsWith("FLOAT") || type.contains("<") ? null : type;
    }
}
