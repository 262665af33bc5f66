package io.granary.registry.server.repository;

import io.granary.core.definition.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The file {@code granary.yaml}: the project's name, its environments, its defaults and what it includes. */
final class ProjectFile {

    static final String NAME = "granary.yaml";

    /** The word for every environment at once, so no environment may have it as name. */
    static final String EVERY = "all";

    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    private final ProblemList problems;
    private final Places places = new Places();
    private final Values values;
    private final Gaps gaps;

    private ProjectFile(YamlNode root, ProblemList problems) {
        this.problems = problems;
        ShapeReader reader = new ShapeReader(problems, places);
        this.values = reader.readDocument(root, ProjectShapes.PROJECT);
        this.gaps = reader.gaps();
        environments().forEach(this::requireEnvironmentName);
    }

    static ProjectFile read(YamlNode root, ProblemList problems) {
        return new ProjectFile(root, problems);
    }

    List<String> environments() {
        return List.copyOf(values.map("environments", Values.class).keySet());
    }

    /** @param environment null for the base */
    String project(@Nullable String environment) {
        return environment(environment).valueOr("project", values.text("project"), String.class);
    }

    @Nullable
    URI registry(@Nullable String environment) {
        return environment(environment).find("registry", URI.class);
    }

    /** What to read besides the folder, with the place that says so. */
    List<YamlNode.Text> includes() {
        return places.contains("include") && places.find("include") instanceof YamlNode.Items list
                ? list.items().stream()
                        .filter(YamlNode.Text.class::isInstance)
                        .map(YamlNode.Text.class::cast)
                        .toList()
                : List.of();
    }

    /** The fields that definitions of each kind start from, without those that do not fit; no entry where none. */
    Map<Kind, YamlNode> defaults(@Nullable String environment) {
        Map<Kind, YamlNode> defaults = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            YamlNode merged = lay(null, "defaults", kind);
            if (environment != null) {
                merged = lay(merged, "environments." + environment + ".defaults", kind);
            }
            if (merged != null) {
                defaults.put(kind, merged);
            }
        }
        return defaults;
    }

    private @Nullable YamlNode lay(@Nullable YamlNode below, String path, Kind kind) {
        Shape.ObjectOf shape = KindShapes.of(kind);
        Overlay overlay = new Overlay(problems);
        YamlNode merged = below;
        for (String part : List.of(path, path + "." + kind.text())) {
            YamlNode.Fields fields = fitting(part, shape);
            if (fields != null) {
                merged = overlay.merge(merged, fields, shape);
            }
        }
        return merged;
    }

    /** The fields at a path that a kind has and that could be read, or null. */
    private YamlNode.@Nullable Fields fitting(String path, Shape.ObjectOf shape) {
        if (!places.contains(path) || !(places.find(path) instanceof YamlNode.Fields fields)) {
            return null;
        }
        List<YamlNode.Entry> fitting = new ArrayList<>();
        for (YamlNode.Entry entry : fields.entries()) {
            String name = entry.key().text();
            if (shape.find(name) != null && !gaps.explain(path + "." + name)) {
                fitting.add(entry);
            }
        }
        return YamlNode.Fields.of(fitting, fields.place());
    }

    private Values environment(@Nullable String name) {
        Values found =
                name == null ? null : values.map("environments", Values.class).get(name);
        return found == null ? Values.EMPTY : found;
    }

    private void requireEnvironmentName(String name) {
        if (!ENVIRONMENT.matcher(name).matches() || name.equals(EVERY)) {
            problems.add(
                    places.find("environments." + name).place(),
                    "environments: '" + name + "' (expected: 1 to 63 lower-case letters, digits, '_' and '-', not '"
                            + EVERY + "')",
                    null);
        }
    }
}
