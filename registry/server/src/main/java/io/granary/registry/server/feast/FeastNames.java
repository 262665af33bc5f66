package io.granary.registry.server.feast;

import io.granary.registry.server.validation.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names that Feast's get here, where letters, digits and underscores are all there is; each stays unique. */
final class FeastNames {

    private static final int MAX = 60;

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** The same for the same name. */
    String of(String feast) {
        return names.computeIfAbsent(feast, this::next);
    }

    static boolean fits(String feast) {
        return Names.isValid(feast);
    }

    private String next(String feast) {
        String name = fits(feast) ? feast : fitting(feast);
        for (int i = 2; !taken.add(name); i++) {
            name = fitting(feast) + "_" + i;
        }
        return name;
    }

    private static String fitting(String feast) {
        String name = feast.replaceAll("\\W", "_");
        String start = name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
        return start.length() > MAX ? start.substring(0, MAX) : start;
    }
}
