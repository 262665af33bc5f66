package io.granary.registry.server.store;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The databases that a test opens, closed after it. */
final class OpenDatabases implements AfterEachCallback {

    private final Deque<RegistryDatabase> open = new ArrayDeque<>();

    RegistryDatabase open(DatabaseConfig config) {
        return keep(RegistryDatabase.open(config));
    }

    RegistryDatabase keep(RegistryDatabase database) {
        open.push(database);
        return database;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
