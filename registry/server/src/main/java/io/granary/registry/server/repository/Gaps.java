package io.granary.registry.server.repository;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The paths of one document where a value was missing or did not fit, some filled with placeholders. */
final class Gaps {

    private final Set<String> paths = new HashSet<>();
    private final Set<String> filled = new HashSet<>();

    /** A value that did not fit. */
    void add(String path) {
        paths.add(path);
    }

    /** A value that a definition cannot be without, of the shape's own class. */
    Object fill(String path, Shape shape) {
        paths.add(path);
        filled.add(path);
        return placeholder(path, shape);
    }

    boolean isEmpty() {
        return paths.isEmpty();
    }

    /** Whether placeholders stand for some values. */
    boolean areFilled() {
        return !filled.isEmpty();
    }

    /** Whether a placeholder stands at a path or inside of it. */
    boolean areFilledIn(String path) {
        return filled.stream().anyMatch(gap -> isWithin(gap, path));
    }

    /** Whether what is said of a value follows from a gap: in it, around it, or in the same item of a list. */
    boolean explain(String path) {
        return paths.stream().anyMatch(gap -> isWithin(path, gap) || isWithin(gap, path))
                || filled.stream().map(Gaps::item).anyMatch(item -> isWithin(path, item));
    }

    private Object placeholder(String path, Shape shape) {
        if (shape instanceof Shape.Scalar scalar) {
            return scalar.placeholder() instanceof String text ? text + filled.size() : scalar.placeholder();
        }
        if (shape instanceof Shape.Either either) {
            return placeholder(path, either.text());
        }
        if (shape instanceof Shape.ListOf list) {
            return list.min() == 0 ? List.of() : List.of(placeholder(path + "[0]", list.item()));
        }
        return shape instanceof Shape.ObjectOf object ? placeholders(path, object) : Map.of();
    }

    private Values placeholders(String path, Shape.ObjectOf shape) {
        Map<String, Object> values = new HashMap<>();
        for (Shape.Field field : shape.fields()) {
            if (field.need() == Shape.Need.REQUIRED) {
                values.put(field.name(), placeholder(path + "." + field.name(), field.shape()));
            }
        }
        return new Values(path, values);
    }

    /** The item of a list that a path is in; the path itself where it is in none. */
    private static String item(String path) {
        int end = path.lastIndexOf(']');
        return end < 0 ? path : path.substring(0, end + 1);
    }

    private static boolean isWithin(String path, String around) {
        return path.startsWith(around)
                && (path.length() == around.length() || ".[".indexOf(path.charAt(around.length())) >= 0);
    }
}
