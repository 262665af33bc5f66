package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects problems, each with its line; the same problem of the same place counts once. */
final class ProblemList {

    private static final int MAX_SNIPPET = 200;
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::file).thenComparing(Problem::line).thenComparing(Problem::column);

    private final Set<Problem> problems = new LinkedHashSet<>();

    void add(Place place, String message, @Nullable String hint) {
        String line = place.file().line(place.line());
        String snippet = line.length() > MAX_SNIPPET ? line.substring(0, MAX_SNIPPET) + "..." : line;
        problems.add(new Problem(place.file().name(), place.line(), place.column(), message, snippet, hint));
    }

    /** About a file whose text is not at hand. */
    void add(String file, String message) {
        problems.add(new Problem(file, 1, 1, message, "", null));
    }

    void addAll(Collection<Problem> more) {
        problems.addAll(more);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    int size() {
        return problems.size();
    }

    /** In the order of files and lines. */
    List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(ORDER);
        return sorted;
    }
}
