package io.granary.cli;

import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisConfig.ReadFrom;
import io.granary.online.store.RedisTls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Where Redis is. */
final class RedisOptions {

    @Option(
            names = "--redis-uri",
            paramLabel = "URI",
            defaultValue = "redis://127.0.0.1:6379",
            description = "The online store (default: redis://127.0.0.1:6379): redis://HOST:PORT,"
                    + " redis-sentinel://HOST:PORT[,...]#MASTER or redis-cluster://HOST:PORT[,...]; rediss for TLS. May"
                    + " hold user and password, which are never shown.",
            showDefaultValue = Visibility.NEVER)
    private String uri;

    @Option(names = "--redis-user", paramLabel = "NAME", description = "ACL user, when the URI names none.")
    private @Nullable String user;

    @Option(
            names = "--redis-password",
            paramLabel = "SECRET",
            converter = Secret.Reference.class,
            description = "Its password when the URI holds none, as $${env:NAME} or $${file:PATH}.")
    private @Nullable Secret password;

    @Option(
            names = "--redis-sentinel-password",
            paramLabel = "SECRET",
            converter = Secret.Reference.class,
            description = "Password of the sentinels, as $${env:NAME} or $${file:PATH}.")
    private @Nullable Secret sentinelPassword;

    @Option(
            names = "--redis-ca-file",
            paramLabel = "FILE",
            description = "PEM certificates that vouch for Redis with TLS (default: those of the JVM).")
    private @Nullable Path authorityFile;

    @Option(
            names = "--redis-certificate-file",
            paramLabel = "FILE",
            description = "PEM certificate of this client, when Redis asks for one.")
    private @Nullable Path certificateFile;

    @Option(names = "--redis-key-file", paramLabel = "FILE", description = "PEM key (PKCS #8) of that certificate.")
    private @Nullable Path keyFile;

    @Option(
            names = "--redis-verify-peer",
            paramLabel = "MODE",
            defaultValue = "full",
            description = "What Redis has to prove with TLS: full (certificate and host name; the default), ca"
                    + " (certificate) or none.",
            showDefaultValue = Visibility.NEVER)
    private RedisTls.Verification verification;

    @Option(
            names = "--redis-read-from",
            paramLabel = "NODE",
            defaultValue = "master",
            description =
                    "Where reads go, with sentinels or a cluster: master (the default), or replica-preferred, whose"
                            + " rows may be older.",
            showDefaultValue = Visibility.NEVER)
    private ReadFrom readFrom;

    @Option(
            names = "--redis-near-cache-mib",
            paramLabel = "MIB",
            defaultValue = "64",
            description = "Memory of a serving process for rows of views with maxStaleness; 0 to read every row"
                    + " (default: ${DEFAULT-VALUE}).")
    private int nearCacheMebibytes;

    RedisConfig config() {
        return RedisConfig.builder(uri)
                .user(user)
                .password(text(password))
                .sentinelPassword(text(sentinelPassword))
                .authorityFile(authorityFile)
                .certificate(certificateFile, keyFile)
                .verification(verification)
                .readFrom(readFrom)
                .nearCacheBytes((long) nearCacheMebibytes << 20)
                .build();
    }

    private static @Nullable String text(@Nullable Secret secret) {
        return secret == null ? null : secret.value();
    }
}
