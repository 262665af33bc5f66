package io.granary.registry.server.repository;

import java.util.List;

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

    /** A mapping, in the order of the file. */
    record Fields(List<Entry> entries, Place place) implements YamlNode {

        public Fields {
            entries = List.copyOf(entries);
        }

        @Override
        public String shown() {
            return "a mapping";
        }
    }

    /** One entry of a mapping. */
    record Entry(Text key, YamlNode value) {}
}
