package io.granary.registry.server.repository;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML value with its place; scalars stay text until a field's type reads them. */
sealed interface YamlNode {

    Place place();

    /** What a message calls this value. */
    String shown();

    /**
     * A scalar.
     *
     * @param style how it is written, which tells where its characters are
     */
    record Text(String text, Style style, Place place) implements YamlNode {

        /** How a scalar is written. */
        enum Style {
            PLAIN,
            QUOTED,
            BLOCK
        }

        boolean isEmpty() {
            return style == Style.PLAIN && text.isEmpty();
        }

        /** The bare word {@code null}, which takes an optional field back. */
        boolean isNull() {
            return style == Style.PLAIN && text.equals("null");
        }

        @Override
        public String shown() {
            return isEmpty() ? "nothing" : "'" + text.lines().findFirst().orElse("") + "'";
        }
    }

    /** A sequence. */
    record Items(List<YamlNode> items, Place place) implements YamlNode {

        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /**
     * A mapping, in the order of the file.
     *
     * @param removed where an overlay took a field away
     */
    record Fields(List<Entry> entries, Map<String, Place> removed, Place place) implements YamlNode {

        public Fields {
            entries = List.copyOf(entries);
            removed = Map.copyOf(removed);
        }

        static Fields of(List<Entry> entries, Place place) {
            return new Fields(entries, Map.of(), place);
        }

        @Nullable
        YamlNode find(String name) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(name)) {
                    return entry.value();
                }
            }
            return null;
        }

        /** The text of a scalar field, or null. */
        @Nullable
        String findText(String name) {
            return find(name) instanceof Text text ? text.text() : null;
        }

        @Override
        public String shown() {
            return "a mapping";
        }
    }

    /** One entry of a mapping. */
    record Entry(Text key, YamlNode value) {}

    /** Whether a value is the bare word {@code null}. */
    static boolean isNull(YamlNode node) {
        return node instanceof Text text && text.isNull();
    }
}
