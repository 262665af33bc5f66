package io.granary.http;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import java.time.Duration;

/**
 * Where an HTTP service listens and what it grants to a caller. Made by {@link #onPort} and narrowed by the {@code with}
 * methods.
 *
 * @param host the address to bind
 * @param port the port to bind; 0 picks a free one
 * @param maxBodyBytes a longer request body is answered with 413
 * @param maxHeaderBytes longer request headers are answered with 431
 * @param idleTimeout how long a connection may wait for its next whole request head
 * @param requestTimeout how long a request may take from its first header to its answer, however slowly it drips
 * @param maxConnections connections beyond these are closed at once
 * @param admission how many requests are taken on at a time
 */
public record HttpConfig(
        String host,
        int port,
        int maxBodyBytes,
        int maxHeaderBytes,
        Duration idleTimeout,
        Duration requestTimeout,
        int maxConnections,
        AdmissionConfig admission) {

    public HttpConfig {
        requireNonNull(host, "host");
        require(!host.isBlank(), "host", host, "an address");
        require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
        require(maxBodyBytes > 0, "max-body-size", maxBodyBytes, "> 0");
        require(maxHeaderBytes > 0, "max-header-size", maxHeaderBytes, "> 0");
        require(isPositive(idleTimeout), "idle-timeout", idleTimeout, "> 0");
        require(isPositive(requestTimeout), "request-timeout", requestTimeout, "> 0");
        require(maxConnections > 0, "max-connections", maxConnections, "> 0");
        requireNonNull(admission, "admission");
    }

    /** The defaults on the loopback address. */
    public static HttpConfig onPort(int port) {
        return new HttpConfig(
                "127.0.0.1",
                port,
                8 << 20,
                16 << 10,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                10_000,
                AdmissionConfig.DEFAULT);
    }

    public HttpConfig withHost(String newHost) {
        return new HttpConfig(
                newHost, port, maxBodyBytes, maxHeaderBytes, idleTimeout, requestTimeout, maxConnections, admission);
    }

    public HttpConfig withMaxBodyBytes(int bytes) {
        return new HttpConfig(
                host, port, bytes, maxHeaderBytes, idleTimeout, requestTimeout, maxConnections, admission);
    }

    public HttpConfig withMaxHeaderBytes(int bytes) {
        return new HttpConfig(host, port, maxBodyBytes, bytes, idleTimeout, requestTimeout, maxConnections, admission);
    }

    public HttpConfig withIdleTimeout(Duration timeout) {
        return new HttpConfig(
                host, port, maxBodyBytes, maxHeaderBytes, timeout, requestTimeout, maxConnections, admission);
    }

    public HttpConfig withRequestTimeout(Duration timeout) {
        return new HttpConfig(
                host, port, maxBodyBytes, maxHeaderBytes, idleTimeout, timeout, maxConnections, admission);
    }

    public HttpConfig withMaxConnections(int connections) {
        return new HttpConfig(
                host, port, maxBodyBytes, maxHeaderBytes, idleTimeout, requestTimeout, connections, admission);
    }

    public HttpConfig withAdmission(AdmissionConfig newAdmission) {
        return new HttpConfig(
                host, port, maxBodyBytes, maxHeaderBytes, idleTimeout, requestTimeout, maxConnections, newAdmission);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw GranaryException.invalid(name, value, expected);
        }
    }
}
