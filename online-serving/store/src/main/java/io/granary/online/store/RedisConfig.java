package io.granary.online.store;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Redis.
 *
 * @param uri {@code redis://[user:password@]host:port[/database]} for one server, {@code
 *     redis-sentinel://host:port[,host:port][/database]#master} for one that sentinels watch, {@code
 *     redis-cluster://host:port[,host:port]} for a cluster; {@code rediss…} for TLS
 * @param readFrom where reads go
 * @param commandTimeout after which a write fails with UNAVAILABLE; reads bring their own deadline
 * @param connectTimeout of one attempt to connect
 * @param maxPending commands that may wait for an answer; more are refused with UNAVAILABLE
 * @param nearCacheBytes memory for rows of views that may be stale; 0: every row is read
 */
public record RedisConfig(
        String uri,
        RedisLogin login,
        RedisTls tls,
        ReadFrom readFrom,
        Duration commandTimeout,
        Duration connectTimeout,
        int maxPending,
        long nearCacheBytes) {

    /** Which of a master and its replicas answers reads. */
    public enum ReadFrom {
        MASTER,
        /** A replica, whose rows may be older, and the master only where none answers. */
        REPLICA_PREFERRED;

        /** As it is configured. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public RedisConfig {
        requireNonNull(readFrom, "readFrom");
        RedisAddress address = RedisAddress.parse(uri);
        login.requireFits(address);
        tls.requireFits(address);
        if (readFrom != ReadFrom.MASTER && address.mode() == RedisAddress.Mode.STANDALONE) {
            throw GranaryException.invalid(
                    "redis.read-from", readFrom, "a redis.uri of redis-sentinel or redis-cluster");
        }
        requirePositive("redis.command-timeout", commandTimeout);
        requirePositive("redis.connect-timeout", connectTimeout);
        if (maxPending < 1) {
            throw GranaryException.invalid("redis.max-pending", maxPending, ">= 1");
        }
        if (nearCacheBytes < 0) {
            throw GranaryException.invalid("redis.near-cache-size", nearCacheBytes, ">= 0");
        }
    }

    /** The defaults for everything but the address. */
    public static RedisConfig of(String uri) {
        return builder(uri).build();
    }

    public static Builder builder(String uri) {
        return new Builder(uri);
    }

    /** Where Redis is, with everything that a connection needs to know. */
    RedisAddress resolved() {
        RedisAddress address = RedisAddress.parse(uri);
        address.uris().forEach(each -> each.setTimeout(commandTimeout));
        login.applyTo(address);
        tls.applyTo(address);
        return address;
    }

    /** The address without user and password: {@code HOST:PORT}, of all servers that it names. */
    public String address() {
        return RedisAddress.parse(uri).hosts();
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw GranaryException.invalid(name, value, "> 0");
        }
    }

    @Override
    public String toString() {
        return "RedisConfig[" + address() + ", " + login + ", " + tls + ", readFrom=" + readFrom + ", commandTimeout="
                + commandTimeout + ", connectTimeout=" + connectTimeout + ", maxPending=" + maxPending
                + ", nearCacheBytes=" + nearCacheBytes + "]";
    }

    /** Starts from the defaults. Not safe for threads. */
    public static final class Builder {

        private final String uri;
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable String sentinelPassword;
        private @Nullable Path authorityFile;
        private @Nullable Path certificateFile;
        private @Nullable Path keyFile;
        private RedisTls.Verification verification = RedisTls.Verification.FULL;
        private ReadFrom readFrom = ReadFrom.MASTER;
        private Duration commandTimeout = Duration.ofSeconds(2);
        private Duration connectTimeout = Duration.ofSeconds(2);
        private int maxPending = 100_000;
        private long nearCacheBytes = 64L << 20;

        private Builder(String uri) {
            this.uri = requireNonNull(uri, "uri");
        }

        /** The ACL user, when the URI names none. */
        public Builder user(@Nullable String name) {
            user = name;
            return this;
        }

        /** When the URI holds none. */
        public Builder password(@Nullable String secret) {
            password = secret;
            return this;
        }

        /** Of the sentinels, when they have one. */
        public Builder sentinelPassword(@Nullable String secret) {
            sentinelPassword = secret;
            return this;
        }

        /** PEM certificates that vouch for the servers; those of the JVM when null. */
        public Builder authorityFile(@Nullable Path file) {
            authorityFile = file;
            return this;
        }

        /** PEM certificate and key of this client; null for none. */
        public Builder certificate(@Nullable Path certificate, @Nullable Path key) {
            certificateFile = certificate;
            keyFile = key;
            return this;
        }

        public Builder verification(RedisTls.Verification newVerification) {
            verification = newVerification;
            return this;
        }

        public Builder readFrom(ReadFrom newReadFrom) {
            readFrom = newReadFrom;
            return this;
        }

        public Builder commandTimeout(Duration timeout) {
            commandTimeout = timeout;
            return this;
        }

        public Builder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        public Builder maxPending(int commands) {
            maxPending = commands;
            return this;
        }

        public Builder nearCacheBytes(long bytes) {
            nearCacheBytes = bytes;
            return this;
        }

        public RedisConfig build() {
            return new RedisConfig(
                    uri,
                    new RedisLogin(user, password, sentinelPassword),
                    new RedisTls(authorityFile, certificateFile, keyFile, verification),
                    readFrom,
                    commandTimeout,
                    connectTimeout,
                    maxPending,
                    nearCacheBytes);
        }
    }
}
