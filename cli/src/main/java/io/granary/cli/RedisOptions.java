package io.granary.cli;

import io.granary.online.store.RedisConfig;
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

    RedisConfig config() {
        return RedisConfig.of(uri);
    }
}
