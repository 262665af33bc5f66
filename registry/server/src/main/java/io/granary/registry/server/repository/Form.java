package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule of a scalar as a JSON Schema can tell it.
 *
 * @param types JSON types that a YAML reader may see in its place, as the bare {@code 5} is a number to it
 * @param pattern of strings, or null for any
 * @param words the only strings, empty for any
 */
record Form(List<String> types, @Nullable String pattern, List<String> words, List<String> examples) {

    static final String STRING = "string";
    static final String NUMBER = "number";
    static final String INTEGER = "integer";
    static final String BOOLEAN = "boolean";

    Form {
        types = List.copyOf(types);
        words = List.copyOf(words);
        examples = List.copyOf(examples);
    }

    static Form pattern(String pattern, String... examples) {
        return new Form(List.of(STRING), pattern, List.of(), List.of(examples));
    }

    static Form words(List<String> words) {
        return new Form(List.of(STRING), null, words, List.of());
    }

    /** The same for text that is often written without quotes. */
    Form or(String... types) {
        List<String> all = new ArrayList<>(List.of(types));
        all.add(0, STRING);
        return new Form(all, pattern, words, examples);
    }
}
