package io.granary.registry.server.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that opens a database once it is told to, and says so. Arguments: the location, the user and the password,
 * empty where there is none.
 */
final class DatabaseOpener {

    private static final String MORE_MIGRATIONS = "classpath:io/granary/registry/server/store/halfway";

    private DatabaseOpener() {}

    public static void main(String[] arguments) throws Exception {
        DatabaseConfig config = new DatabaseConfig(arguments[0], orNull(arguments[1]), orNull(arguments[2]));
        System.out.println("ready");
        System.in.read();
        try (RegistryDatabase database = open(config)) {
            System.out.println("opened " + database.revisions().identity());
        }
    }

    static RegistryDatabase open(DatabaseConfig config) {
        return RegistryDatabase.open(config.dialect(), List.of(MORE_MIGRATIONS));
    }

    private static @Nullable String orNull(String argument) {
        return argument.isEmpty() ? null : argument;
    }
}
