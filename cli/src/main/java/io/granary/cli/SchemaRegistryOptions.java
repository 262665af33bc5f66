package io.granary.cli;

import io.granary.formats.schema.SchemaRegistryConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the schema registry of Avro records is that name their schema. */
final class SchemaRegistryOptions {

    @Option(
            names = "--schema-registry-url",
            paramLabel = "URL",
            description = "The schema registry that sources of format confluent_avro need (default: none).")
    private @Nullable URI url;

    @Option(names = "--schema-registry-user", paramLabel = "NAME", description = "Who logs in there (default: nobody).")
    private @Nullable String user;

    @Option(
            names = "--schema-registry-password",
            paramLabel = "SECRET",
            converter = Secret.Reference.class,
            description = "Its password, as $${env:NAME} or $${file:PATH}.")
    private @Nullable Secret password;

    /** The registry; null: none. */
    @Nullable
    SchemaRegistryConfig config() {
        return url == null
                ? null
                : SchemaRegistryConfig.of(url).withCredentials(user, password == null ? null : password.value());
    }
}
