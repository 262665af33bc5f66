package io.granary.online.store;

import io.granary.core.GranaryException;
import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;

/**
 * As whom to log in, beside what the URI says. Passwords are never printed.
 *
 * @param user the ACL user; the default user when null
 * @param password of the user
 * @param sentinelPassword of the sentinels
 */
public record RedisLogin(
        @Nullable String user,
        @Nullable String password,
        @Nullable String sentinelPassword) {

    void requireFits(RedisAddress address) {
        if (user != null && address.user() != null) {
            throw GranaryException.invalid("redis.user", user, "none in the URI beside it");
        }
        if (password != null && address.password() != null) {
            throw GranaryException.invalid("redis.password", "***", "none in the URI beside it");
        }
        if ((user != null || address.user() != null) && password == null && address.password() == null) {
            throw GranaryException.invalid("redis.password", "none", "one for the user");
        }
        if (sentinelPassword != null && address.mode() != RedisAddress.Mode.SENTINEL) {
            throw GranaryException.invalid("redis.sentinel-password", "***", "a redis.uri of redis-sentinel");
        }
    }

    void applyTo(RedisAddress address) {
        String name = user == null ? address.user() : user;
        String secret = password == null ? address.password() : password;
        if (secret != null) {
            address.uris().forEach(uri -> authenticate(uri, name, secret));
        }
        if (sentinelPassword != null) {
            address.sentinels().forEach(sentinel -> authenticate(sentinel, null, sentinelPassword));
        }
    }

    private static void authenticate(RedisURI uri, @Nullable String name, String secret) {
        if (name == null) {
            uri.setAuthentication(secret.toCharArray());
        } else {
            uri.setAuthentication(name, secret.toCharArray());
        }
    }

    @Override
    public String toString() {
        return "user=" + (user == null ? "default" : user);
    }
}
