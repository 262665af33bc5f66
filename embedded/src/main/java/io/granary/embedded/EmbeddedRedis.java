package io.granary.embedded;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A redis-server child process on the loopback address, its data in a folder that a later server can take over. Starting
 * returns when it answers PING. It ends with {@link #close}, with this JVM, and also when this JVM is killed. Whoever
 * starts it closes it.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);

    private final SupervisedProcess process;
    private final int port;
    private final int tlsPort;

    private EmbeddedRedis(SupervisedProcess process, int port, int tlsPort) {
        this.process = process;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    /** Starts a server on a free port that keeps snapshots. */
    public static EmbeddedRedis start(Path folder) {
        return in(folder).start();
    }

    /** Collects settings of a server whose data lies in a folder. */
    public static Builder in(Path folder) {
        return new Builder(folder);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** What a client connects to: {@code redis://127.0.0.1:port}, or {@code rediss} and the other port with TLS. */
    public String uri() {
        return (tlsPort == 0 ? "redis://" : "rediss://") + host() + ":" + clientPort();
    }

    /** The port of clients and other servers: that with TLS, if there is one. */
    int clientPort() {
        return tlsPort == 0 ? port : tlsPort;
    }

    /** The process id of the server, for reading its CPU time. */
    public long pid() {
        return process.pid();
    }

    /** Ends the process at once, as a crash would; it still has to be closed. */
    public void kill() {
        process.kill();
    }

    /** Stops the server, which writes its snapshot first, and waits for it. */
    @Override
    public void close() {
        process.close();
        log.info("Redis on port {} has stopped", port);
    }

    /** What a server is started with. */
    public static final class Builder {

        private final Path folder;
        private final Map<String, String> environment = new HashMap<>();
        private final List<String> arguments = new ArrayList<>();
        private int port;
        private int tlsPort;

        private Builder(Path folder) {
            this.folder = requireNonNull(folder, "folder").toAbsolutePath();
        }

        /** The port to bind; 0, the default, picks a free one. */
        public Builder port(int newPort) {
            port = newPort;
            return this;
        }

        /** Sets an environment variable of the server, such as {@code LC_ALL}. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Keeps data in memory only. */
        public Builder withoutSnapshots() {
            return setting("save", "");
        }

        /** The password of the default user, which replicas of this server use too. */
        public Builder password(String password) {
            return setting("requirepass", password).setting("masterauth", password);
        }

        /** Copies another server for as long as that is the master. */
        public Builder replicaOf(EmbeddedRedis master) {
            arguments.addAll(List.of("--replicaof", master.host(), String.valueOf(master.clientPort())));
            return this;
        }

        /**
         * Listens with TLS too, on a port of its own, and asks other servers for it; {@code tls-auth-clients} says whether
         * clients need a certificate.
         */
        public Builder tls(Path certificate, Path key, Path authority) {
            return tls(new RedisCertificate(certificate, key, authority), FreePort.next());
        }

        Builder tls(RedisCertificate certificate, int onPort) {
            tlsPort = onPort;
            certificate.settings().forEach(this::setting);
            return setting("tls-port", String.valueOf(onPort));
        }

        /** Adds a setting as redis.conf names it. */
        public Builder setting(String name, String value) {
            arguments.add("--" + name);
            arguments.add(value);
            return this;
        }

        public EmbeddedRedis start() {
            int chosen = FreePort.orNext(port);
            try {
                return start(chosen);
            } catch (IOException | RuntimeException e) {
                throw new EmbeddedServerException(
                        "Cannot start Redis in " + folder + " on port " + chosen + ": " + e.getMessage(), e);
            }
        }

        private EmbeddedRedis start(int chosen) throws IOException {
            FreePort.requireFree(chosen);
            List<String> command = new ArrayList<>(RedisCommandLine.of(folder, chosen));
            command.addAll(arguments);
            SupervisedProcess process =
                    SupervisedProcess.start(command, environment, folder.resolve("redis-output.log"));
            try {
                RedisProbe.awaitReady(process, chosen);
                return new EmbeddedRedis(process, chosen, tlsPort);
            } catch (IOException | RuntimeException e) {
                process.close();
                throw e;
            }
        }
    }
}
