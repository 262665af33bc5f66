package io.granary.benchmarks.registry;

import io.granary.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry keeps its revisions; a database that is a process runs until this is closed.
 *
 * @param options of {@code granary server}
 */
record RegistryStorage(List<String> options, @Nullable EmbeddedPostgres postgres) implements AutoCloseable {

    /** What a registry can keep its revisions in. */
    enum Kind {
        SQLITE,
        POSTGRESQL
    }

    /** @param folder for the files, empty */
    static RegistryStorage start(Kind kind, Path folder) throws IOException {
        return switch (kind) {
            case SQLITE ->
                new RegistryStorage(
                        List.of("--database", folder.resolve("registry.db").toString()), null);
            case POSTGRESQL -> postgres(folder);
        };
    }

    private static RegistryStorage postgres(Path folder) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
        Path password = folder.resolve("password");
        Files.writeString(password, postgres.password());
        return new RegistryStorage(
                List.of(
                        "--database",
                        postgres.url("postgres"),
                        "--database-user",
                        postgres.user(),
                        "--database-password",
                        "${file:" + password + "}"),
                postgres);
    }

    @Override
    public void close() {
        if (postgres != null) {
            postgres.close();
        }
    }
}
