package io.granary.core.type;

import io.granary.core.GranaryException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists, maps and vectors, element by element; an element that does not fit is named by its place. */
final class CollectionCoercion {

    private CollectionCoercion() {}

    static List<Object> toList(Object value, ListType type, String name) {
        return coerceAll(elements(value, type, name), type.element(), name);
    }

    static List<Object> toVector(Object value, VectorType type, String name) {
        Collection<?> elements = elements(value, type, name);
        if (elements.size() != type.dimension()) {
            throw GranaryException.invalid(name, elements.size() + " elements", type.text());
        }
        return coerceAll(elements, ScalarType.FLOAT32, name);
    }

    static SortedMap<String, Object> toMap(Object value, MapType type, String name) {
        if (!(value instanceof Map<?, ?> map)) {
            throw GranaryException.invalid(name, Shown.of(value), type.text());
        }
        SortedMap<String, Object> coerced = new TreeMap<>();
        map.forEach((key, item) -> {
            String text = key(key, name);
            String place = name + "[" + Shown.of(text) + "]";
            if (coerced.put(text, element(item, type.value(), place)) != null) {
                throw GranaryException.invalid(place, "twice", "each key once");
            }
        });
        return Collections.unmodifiableSortedMap(coerced);
    }

    private static String key(@Nullable Object key, String name) {
        String text = key instanceof CharSequence ? TextCoercion.toText(key) : null;
        if (text == null) {
            throw GranaryException.invalid(
                    "key of " + name, key == null ? null : Shown.of(key), "text without lone surrogates");
        }
        return text;
    }

    private static Collection<?> elements(Object value, DataType type, String name) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (!value.getClass().isArray() || value instanceof byte[]) {
            throw GranaryException.invalid(name, Shown.of(value), type.text());
        }
        int length = Array.getLength(value);
        List<@Nullable Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            elements.add(Array.get(value, i));
        }
        return elements;
    }

    private static List<Object> coerceAll(Collection<?> elements, ScalarType type, String name) {
        List<Object> coerced = new ArrayList<>(elements.size());
        for (Object element : elements) {
            coerced.add(element(element, type, name + "[" + coerced.size() + "]"));
        }
        return Collections.unmodifiableList(coerced);
    }

    private static Object element(@Nullable Object element, ScalarType type, String place) {
        if (element == null) {
            throw GranaryException.invalid(place, null, type.text() + ": elements are never null");
        }
        return Coercion.coerceValue(element, type, place);
    }
}
