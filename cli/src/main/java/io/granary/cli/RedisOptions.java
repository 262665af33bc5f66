package io.granary.cli;

import io.granary.online.store.RedisConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Where Redis is. */
final class RedisOptions {

    @Option(
            names = "--redis-uri",
            paramLabel = "URI",
            defaultValue = "redis://127.0.0.1:6379",
            description =
                    "The online store (default: redis://127.0.0.1:6379). May hold a password, which is never shown.",
            showDefaultValue = Visibility.NEVER)
    private String uri;

    @Option(
            names = "--redis-password",
            paramLabel = "SECRET",
            converter = Secret.Reference.class,
            description = "Its password when the URI holds none, as $${env:NAME} or $${file:PATH}.")
    private @Nullable Secret password;

    RedisConfig config() {
        RedisConfig config = RedisConfig.of(uri);
        return password == null ? config : config.withPassword(password.value());
    }
}
