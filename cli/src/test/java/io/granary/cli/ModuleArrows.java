package io.granary.cli;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which module may use which, as ARCHITECTURE.md draws it; Spark's module runs in a process of its own. */
final class ModuleArrows {

    /** Module, by its package below io.granary, to the modules right below it. */
    private static final Map<String, List<String>> BELOW = Map.ofEntries(
            entry("core", List.of()),
            entry("embedded", List.of()),
            entry("formats", List.of("core")),
            entry("protocol", List.of()),
            entry("http", List.of("core", "protocol")),
            entry("archive", List.of("core")),
            entry("answers", List.of("core", "archive")),
            entry("registry.client", List.of("core")),
            entry("registry.server", List.of("core", "registry.client", "http")),
            entry("online.store", List.of("core")),
            entry("online.serving", List.of("core", "answers", "online.store", "registry.client", "http", "protocol")),
            entry(
                    "ingestion",
                    List.of(
                            "core",
                            "answers",
                            "archive",
                            "formats",
                            "online.store",
                            "registry.client",
                            "http",
                            "protocol")),
            entry("offline.engine", List.of("core", "archive", "formats", "registry.client")),
            entry("iceberg", List.of("offline.engine")),
            entry("offline.local", List.of("offline.engine")),
            entry("consistency", List.of("answers", "archive", "formats", "offline.engine", "offline.local")),
            entry("training", List.of("offline.engine")),
            entry("serving.plan", List.of("core")),
            entry("serving.runtime", List.of("serving.plan", "online.serving")));

    private ModuleArrows() {}

    static Set<String> modules() {
        return BELOW.keySet();
    }

    /** Package patterns of every module but the command line's. */
    static String[] packages() {
        return packages(BELOW.keySet().stream());
    }

    /** Package patterns of what a module must not use: everything that is neither itself nor below it. */
    static String[] packagesNotBelow(String module) {
        Set<String> allowed = new TreeSet<>();
        collect(module, allowed);
        return packages(
                Stream.concat(BELOW.keySet().stream(), Stream.of("cli")).filter(other -> !allowed.contains(other)));
    }

    private static void collect(String module, Set<String> collected) {
        if (collected.add(module)) {
            BELOW.getOrDefault(module, List.of()).forEach(below -> collect(below, collected));
        }
    }

    private static String[] packages(Stream<String> modules) {
        return modules.map(module -> "io.granary." + module + "..").toArray(String[]::new);
    }
}
