package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.cli.files.TableStores;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.registry.server.repository.InvalidRepositoryException;
import io.granary.registry.server.repository.RepositoryLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A feature repository in each of its environments.
 *
 * @param valid by name, those that have no problems
 * @param invalid by name, the problems of the others
 */
record EveryEnvironment(Map<String, Repository> valid, Map<String, String> invalid) {

    static EveryEnvironment of(Path folder, TableStores stores) {
        EveryEnvironment every = new EveryEnvironment(new LinkedHashMap<>(), new LinkedHashMap<>());
        List<String> names = RepositoryLoader.settings(folder, null).environments();
        if (names.isEmpty()) {
            throw GranaryException.invalid("environment", "'all'", "a repository whose granary.yaml has environments");
        }
        names.forEach(name -> every.load(folder, name, stores));
        return every;
    }

    private void load(Path folder, String environment, TableStores stores) {
        try {
            valid.put(environment, Repository.load(folder, environment, stores));
        } catch (InvalidRepositoryException e) {
            invalid.put(environment, String.valueOf(e.getMessage()));
        }
    }

    /** @throws GranaryException (INVALID_ARGUMENT) with every problem of every environment */
    void requireAllValid() {
        if (!invalid.isEmpty()) {
            List<String> texts = invalid.entrySet().stream()
                    .map(entry -> "Environment '" + entry.getKey() + "':\n\n" + entry.getValue())
                    .toList();
            throw new GranaryException(ErrorCode.INVALID_ARGUMENT, String.join("\n\n", texts));
        }
    }
}
