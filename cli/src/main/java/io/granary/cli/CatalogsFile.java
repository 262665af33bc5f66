package io.granary.cli;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.iceberg.CatalogConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The file that {@code --iceberg-catalogs} names: a YAML mapping of a catalog's name to how it is reached. */
final class CatalogsFile {

    private final Path file;
    private final List<String> problems = new ArrayList<>();

    private CatalogsFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /** @throws GranaryException (INVALID_ARGUMENT) with every problem of the file */
    static Map<String, CatalogConfig> read(Path file) {
        CatalogsFile reading = new CatalogsFile(file);
        Map<String, CatalogConfig> catalogs = new TreeMap<>();
        reading.parse().forEach((name, fields) -> {
            CatalogConfig catalog = reading.catalog(String.valueOf(name), fields);
            if (catalog != null) {
                catalogs.put(String.valueOf(name), catalog);
            }
        });
        if (!reading.problems.isEmpty()) {
            throw reading.invalid(String.join("\n", reading.problems), null);
        }
        return catalogs;
    }

    private Map<?, ?> parse() {
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        try {
            @Nullable Object root = new Load(settings).loadFromString(Files.readString(file));
            if (root instanceof Map<?, ?> catalogs) {
                return catalogs;
            }
            throw invalid("it is no YAML mapping of catalogs", null);
        } catch (IOException | YamlEngineException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable CatalogConfig catalog(String name, @Nullable Object value) {
        if (name.isEmpty() || name.contains(".")) {
            problems.add("'" + name + "' (expected: a name of a catalog, without a dot)");
            return null;
        }
        if (!(value instanceof Map<?, ?> fields)) {
            problems.add(name + ": " + value + " (expected: a mapping with a type)");
            return null;
        }
        int before = problems.size();
        CatalogConfig catalog = new CatalogFields(name, fields, file, problems).read();
        return problems.size() == before ? catalog : null;
    }

    private GranaryException invalid(String reason, @Nullable Exception cause) {
        return new GranaryException(
                ErrorCode.INVALID_ARGUMENT, "Cannot read Iceberg catalogs " + file + ": " + reason, cause);
    }
}
