package io.granary.cli;

import io.granary.iceberg.CatalogConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** What a {@link CatalogsFile} says of one catalog; problems are collected. */
final class CatalogFields {

    private static final String WAREHOUSE = "warehouse";
    private static final Map<String, Set<String>> KEYS = Map.of(
            "hadoop", Set.of("type", WAREHOUSE),
            "jdbc", Set.of("type", "uri", "catalog", "user", "password", WAREHOUSE),
            "rest", Set.of("type", "uri", WAREHOUSE, "token", "credential", "files"));

    private final String name;
    private final Map<?, ?> fields;
    private final Path file;
    private final List<String> problems;

    /** @param file at whose folder relative paths start */
    CatalogFields(String name, Map<?, ?> fields, Path file, List<String> problems) {
        this.name = name;
        this.fields = fields;
        this.file = file;
        this.problems = problems;
    }

    /** Means nothing when it adds problems. */
    @Nullable
    CatalogConfig read() {
        String type = String.valueOf(fields.get("type"));
        Set<String> known = KEYS.get(type);
        if (known == null) {
            problem("type", "'" + type + "'", "one of " + new TreeSet<>(KEYS.keySet()));
            return null;
        }
        for (Object key : fields.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                problem(String.valueOf(key), "unknown", "one of " + new TreeSet<>(known));
            }
        }
        return switch (type) {
            case "hadoop" -> new CatalogConfig.Hadoop(folder(WAREHOUSE));
            case "jdbc" -> jdbc();
            default -> rest();
        };
    }

    private CatalogConfig jdbc() {
        String catalog = text("catalog");
        return new CatalogConfig.Jdbc(
                required("uri", "jdbc:"),
                catalog == null ? name : catalog,
                text("user"),
                secret("password"),
                folder(WAREHOUSE));
    }

    private CatalogConfig rest() {
        return new CatalogConfig.Rest(
                address(required("uri", "http")),
                text(WAREHOUSE),
                secret("token"),
                secret("credential"),
                folder("files"));
    }

    private URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            problem("uri", "'" + text + "'", "a URI");
            return URI.create("");
        }
    }

    private Path folder(String key) {
        return file.resolveSibling(required(key, "")).normalize();
    }

    private String required(String key, String start) {
        String text = text(key);
        if (text == null || !text.startsWith(start)) {
            problem(key, text == null ? "missing" : "'" + text + "'", start.isEmpty() ? "a folder" : start + "...");
            return "";
        }
        return text;
    }

    private @Nullable String text(String key) {
        Object value = fields.get(key);
        return value == null ? null : value.toString();
    }

    private @Nullable String secret(String key) {
        String reference = text(key);
        try {
            return reference == null
                    ? null
                    : new Secret.Reference().convert(reference).value();
        } catch (TypeConversionException e) {
            problems.add(name + "." + key + ": " + e.getMessage());
            return null;
        }
    }

    private void problem(String key, String value, String expected) {
        problems.add(name + "." + key + ": " + value + " (expected: " + expected + ")");
    }
}
