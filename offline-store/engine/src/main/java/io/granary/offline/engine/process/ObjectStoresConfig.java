package io.granary.offline.engine.process;

import io.granary.core.GranaryException;
import io.granary.core.definition.ObjectAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which object stores are reached, and how; never with whose credentials, which the connectors find themselves.
 *
 * @param jars folder of the Spark engine's jars, which has the connectors in {@code connectors}
 * @param roots what definitions may name: addresses of stores, or of folders in them
 * @param settings of Hadoop's connectors by name, such as {@code fs.s3a.endpoint}
 * @param copyBytes how much is copied to this machine at most, for the local engine
 */
public record ObjectStoresConfig(Path jars, List<ObjectAddress> roots, Map<String, String> settings, long copyBytes) {

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(secret|password|access\\.key|account\\.key|session\\.token|sas\\.(fixed\\.)?token).*");

    /** No store at all. */
    public static final ObjectStoresConfig NONE = new ObjectStoresConfig(Path.of(""), List.of(), Map.of(), 0);

    public ObjectStoresConfig {
        roots = List.copyOf(roots);
        settings = Map.copyOf(settings);
        settings.keySet().forEach(ObjectStoresConfig::requireNoSecret);
    }

    /**
     * Refuses settings that are credentials: command lines, job files and logs would show them.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming the setting, not its value
     */
    static void requireNoSecret(String name) {
        if (SECRET.matcher(name).matches()) {
            throw GranaryException.invalid(
                    "setting " + name,
                    "***",
                    "no credentials: they come from the environment, a profile or the machine's identity");
        }
    }
}
