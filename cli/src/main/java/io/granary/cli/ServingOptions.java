package io.granary.cli;

import io.granary.cli.client.JsonHttp;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which serving process is asked, and with which key. */
final class ServingOptions {

    @Option(
            names = "--serving",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:6566",
            description = "The serving process (default: ${DEFAULT-VALUE}).")
    private URI serving;

    @Option(
            names = "--api-key",
            paramLabel = "SECRET",
            converter = Secret.Reference.class,
            description = "The key that the serving process wants, as $${env:NAME} or $${file:PATH}.")
    private @Nullable Secret key;

    JsonHttp open() {
        return key == null ? new JsonHttp(serving) : JsonHttp.withKey(serving, key.value());
    }
}
