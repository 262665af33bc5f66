package io.granary.formats.schema;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the schema registry is.
 *
 * @param address {@code http} or {@code https}; a path in it is kept
 * @param user null: nobody logs in
 * @param password never shown
 * @param timeout of a request
 */
public record SchemaRegistryConfig(
        URI address, @Nullable String user, @Nullable String password, Duration timeout) {

    /** Three tries together stay below the timeout of a transaction. */
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

    public SchemaRegistryConfig {
        requireNonNull(timeout, "timeout");
        boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!isHttp || address.getHost() == null || address.getUserInfo() != null) {
            throw GranaryException.invalid(
                    "schema-registry.url",
                    address.getHost() == null ? address : address.getScheme() + "://…" + address.getHost(),
                    "http://host:port or https://host:port, without user");
        }
        if ((user == null) != (password == null)) {
            throw GranaryException.invalid(
                    user == null ? "schema-registry.user" : "schema-registry.password",
                    "missing",
                    "both or neither of user and password");
        }
    }

    /** A registry that lets everybody in. */
    public static SchemaRegistryConfig of(URI address) {
        return new SchemaRegistryConfig(address, null, null, DEFAULT_TIMEOUT);
    }

    public SchemaRegistryConfig withCredentials(@Nullable String name, @Nullable String secret) {
        return new SchemaRegistryConfig(address, name, secret, timeout);
    }

    @Override
    public String toString() {
        return "SchemaRegistryConfig[" + address + (user == null ? "" : ", user " + user) + ", " + timeout + "]";
    }
}
