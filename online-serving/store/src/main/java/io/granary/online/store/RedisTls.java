package io.granary.online.store;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS connection to Redis is checked by. Used when the URI asks for TLS.
 *
 * @param authorityFile PEM certificates that vouch for the servers; those of the JVM when null
 * @param certificateFile PEM certificate of this client, when servers ask for one
 * @param keyFile PEM key (PKCS #8) of that certificate
 */
public record RedisTls(
        @Nullable Path authorityFile,
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        Verification verification) {

    /** What a server has to prove. */
    public enum Verification {
        /** That its certificate is vouched for, and names the host that was asked for. */
        FULL(SslVerifyMode.FULL),
        /** That its certificate is vouched for. */
        CA(SslVerifyMode.CA),
        /** Nothing: whoever is in between may read and change everything. */
        NONE(SslVerifyMode.NONE);

        private final SslVerifyMode mode;

        Verification(SslVerifyMode mode) {
            this.mode = mode;
        }
    }

    public RedisTls {
        requireNonNull(verification, "verification");
        if (certificateFile == null && keyFile != null) {
            throw GranaryException.invalid("redis.key-file", keyFile, "redis.certificate-file beside it");
        }
        if (certificateFile != null && keyFile == null) {
            throw GranaryException.invalid("redis.certificate-file", certificateFile, "redis.key-file beside it");
        }
    }

    void requireFits(RedisAddress address) {
        if (address.first().isSsl()) {
            return;
        }
        if (authorityFile != null) {
            throw GranaryException.invalid("redis.ca-file", authorityFile, "a redis.uri with TLS (rediss)");
        }
        if (certificateFile != null) {
            throw GranaryException.invalid("redis.certificate-file", certificateFile, "a redis.uri with TLS (rediss)");
        }
    }

    /** Sentinels of a URI with TLS speak it too. */
    void applyTo(RedisAddress address) {
        boolean isUsed = address.first().isSsl();
        Stream.concat(address.uris().stream(), address.sentinels().stream()).forEach(each -> applyTo(each, isUsed));
    }

    private void applyTo(RedisURI uri, boolean isUsed) {
        uri.setSsl(isUsed);
        uri.setVerifyPeer(verification.mode);
    }

    /** @throws GranaryException (INVALID_ARGUMENT) naming the file that cannot be used */
    SslOptions options() {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
        if (authorityFile != null) {
            File file = readable("redis.ca-file", authorityFile);
            require("redis.ca-file", authorityFile, SslContextBuilder.forClient(), file, null);
            options.trustManager(file);
        }
        if (certificateFile != null && keyFile != null) {
            File certificate = readable("redis.certificate-file", certificateFile);
            File key = readable("redis.key-file", keyFile);
            require("redis.key-file", keyFile, SslContextBuilder.forClient(), certificate, key);
            options.keyManager(certificate, key, new char[0]);
        }
        return options.build();
    }

    /**
     * The same for connections of our own.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming the file that cannot be used
     */
    SslContext context() {
        try {
            SslContextBuilder builder = options().createSslContextBuilder();
            builder.endpointIdentificationAlgorithm(verification == Verification.FULL ? "HTTPS" : null);
            if (verification == Verification.NONE) {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            }
            return builder.build();
        } catch (IOException | GeneralSecurityException e) {
            throw new GranaryException(
                    ErrorCode.INVALID_ARGUMENT, "redis.uri: Cannot prepare TLS: " + e.getMessage(), e);
        }
    }

    private static File readable(String name, Path path) {
        File file = path.toFile();
        if (!file.canRead() || !file.isFile()) {
            throw GranaryException.invalid(name, path, "a file that can be read");
        }
        return file;
    }

    private static void require(
            String name, Path path, SslContextBuilder context, File certificates, @Nullable File key) {
        try {
            var unused = key == null
                    ? context.trustManager(certificates).build()
                    : context.keyManager(certificates, key).build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new GranaryException(
                    ErrorCode.INVALID_ARGUMENT,
                    name + ": " + path + " (expected: " + (key == null ? "PEM certificates" : "a PEM key in PKCS #8")
                            + ")",
                    e);
        }
    }

    @Override
    public String toString() {
        return "authorityFile=" + authorityFile + ", certificateFile=" + certificateFile + ", verification="
                + verification;
    }
}
