package io.granary.iceberg;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a catalog of Iceberg tables is reached. Only files below {@link #files} are opened, whatever a catalog says. */
public sealed interface CatalogConfig permits CatalogConfig.Hadoop, CatalogConfig.Jdbc, CatalogConfig.Rest {

    /** The folder that holds metadata and data of every table. */
    Path files();

    /** Tables in folders, each with its metadata, and nothing else. */
    record Hadoop(Path files) implements CatalogConfig {}

    /**
     * A database that says where the newest metadata of each table is.
     *
     * @param uri such as {@code jdbc:postgresql://host/database}
     * @param catalog the name that the tables' writers give it
     */
    record Jdbc(
            String uri,
            String catalog,
            @Nullable String user,
            @Nullable String password,
            Path files) implements CatalogConfig {

        /** Without the password. */
        @Override
        public String toString() {
            return "Jdbc[uri=" + uri + ", catalog=" + catalog + ", user=" + user + ", files=" + files + "]";
        }
    }

    /**
     * A server that speaks Iceberg's REST protocol.
     *
     * @param warehouse which of the server's, or null
     * @param token that goes with every request, or null
     * @param credential {@code id:secret} that is changed for a token, or null
     */
    record Rest(
            URI uri,
            @Nullable String warehouse,
            @Nullable String token,
            @Nullable String credential,
            Path files) implements CatalogConfig {

        /** Without token and credential. */
        @Override
        public String toString() {
            return "Rest[uri=" + uri + ", warehouse=" + warehouse + ", files=" + files + "]";
        }
    }
}
