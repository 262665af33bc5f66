package io.granary.online.store;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.lettuce.core.RedisURI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How to reach Redis.
 *
 * @param uri {@code redis://[user:password@]host:port[/database]}, or {@code rediss} for TLS
 * @param commandTimeout after which a read or write fails with UNAVAILABLE
 * @param connectTimeout of one attempt to connect
 * @param maxPending commands that may wait for an answer; more are refused with UNAVAILABLE
 */
public record RedisConfig(String uri, Duration commandTimeout, Duration connectTimeout, int maxPending) {

    public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(2);
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);
    public static final int DEFAULT_MAX_PENDING = 100_000;

    public RedisConfig {
        requireNonNull(uri, "uri");
        requireNonNull(commandTimeout, "commandTimeout");
        requireNonNull(connectTimeout, "connectTimeout");
        parse(uri);
        requirePositive("redis.command-timeout", commandTimeout);
        requirePositive("redis.connect-timeout", connectTimeout);
        if (maxPending < 1) {
            throw GranaryException.invalid("redis.max-pending", maxPending, ">= 1");
        }
    }

    /** The defaults for everything but the address. */
    public static RedisConfig of(String uri) {
        return new RedisConfig(uri, DEFAULT_COMMAND_TIMEOUT, DEFAULT_CONNECT_TIMEOUT, DEFAULT_MAX_PENDING);
    }

    /** The same with a password that is not in the URI, which may name the user. */
    public RedisConfig withPassword(String password) {
        int start = uri.indexOf("://") + "://".length();
        int host = uri.indexOf('@', start) + 1;
        String user = host == 0 ? "" : uri.substring(start, host - 1);
        if (user.contains(":")) {
            throw GranaryException.invalid("redis.password", "***", "none in the URI beside it");
        }
        String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
        String secured = uri.substring(0, start) + user + ":" + encoded + "@" + uri.substring(host == 0 ? start : host);
        return new RedisConfig(secured, commandTimeout, connectTimeout, maxPending);
    }

    RedisURI redisUri() {
        RedisURI parsed = parse(uri);
        parsed.setTimeout(commandTimeout);
        return parsed;
    }

    /** The address without user and password. */
    String address() {
        RedisURI parsed = parse(uri);
        return parsed.getHost() + ":" + parsed.getPort();
    }

    /** The URI is not in the message, since it may hold a password. */
    private static RedisURI parse(String uri) {
        try {
            return RedisURI.create(uri);
        } catch (IllegalArgumentException e) {
            throw new GranaryException(
                    ErrorCode.INVALID_ARGUMENT,
                    "redis.uri: not readable (expected: redis://[user:password@]host:port)",
                    e);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw GranaryException.invalid(name, value, "> 0");
        }
    }

    @Override
    public String toString() {
        return "RedisConfig[" + address() + ", commandTimeout=" + commandTimeout + ", connectTimeout=" + connectTimeout
                + ", maxPending=" + maxPending + "]";
    }
}
