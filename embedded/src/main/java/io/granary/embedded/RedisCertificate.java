package io.granary.embedded;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a Redis server proves with TLS who it is by, to clients and to other servers, and by what it trusts those. PEM
 * files.
 */
record RedisCertificate(Path certificate, Path key, Path authority) {

    RedisCertificate {
        requireNonNull(certificate, "certificate");
        requireNonNull(key, "key");
        requireNonNull(authority, "authority");
    }

    /** As redis.conf names them; without the port. */
    Map<String, String> settings() {
        return Map.of(
                "tls-cert-file",
                certificate.toString(),
                "tls-key-file",
                key.toString(),
                "tls-ca-cert-file",
                authority.toString(),
                "tls-replication",
                "yes",
                "tls-cluster",
                "yes");
    }
}
