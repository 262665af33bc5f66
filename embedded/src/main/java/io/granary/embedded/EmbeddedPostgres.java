package io.granary.embedded;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server as a child process on the loopback address, its data in a folder that a later server can take over.
 * Starting returns when it takes connections. It ends with {@link #close}, with this JVM, and also when this JVM is
 * killed. Whoever starts it closes it.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String HOST = "127.0.0.1";

    /** Ends sessions and stops; SIGTERM would wait for clients to go. */
    private static final String FAST_SHUTDOWN = "INT";

    private final SupervisedProcess process;
    private final FolderLock lock;
    private final String password;
    private final int port;

    private EmbeddedPostgres(SupervisedProcess process, FolderLock lock, String password, int port) {
        this.process = process;
        this.lock = lock;
        this.password = password;
        this.port = port;
    }

    /** Starts a server on a free port. */
    public static EmbeddedPostgres start(Path folder) {
        return in(folder).start();
    }

    /** Collects settings of a server whose data lies in a folder. */
    public static Builder in(Path folder) {
        return new Builder(folder);
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** What JDBC connects to: {@code jdbc:postgresql://127.0.0.1:port/database}. */
    public String url(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
    }

    /** A superuser. */
    public String user() {
        return PostgresCluster.USER;
    }

    /** The superuser's password, made when the folder was new. */
    public String password() {
        return password;
    }

    /** The process id of the server. */
    public long pid() {
        return process.pid();
    }

    /** Ends all sessions, stops the server and waits for it. */
    @Override
    public void close() {
        process.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        log.info("PostgreSQL on port {} has stopped", port);
    }

    /** What a server is started with. */
    public static final class Builder {

        private final Path folder;
        private final List<String> settings = new ArrayList<>();
        private final List<String> initialization = new ArrayList<>();
        private int port;

        private Builder(Path folder) {
            this.folder = requireNonNull(folder, "folder").toAbsolutePath();
        }

        /** The port to bind; 0, the default, picks a free one. */
        public Builder port(int newPort) {
            port = newPort;
            return this;
        }

        /** Adds a setting as postgresql.conf names it. */
        public Builder setting(String name, String value) {
            settings.add("-c");
            settings.add(name + "=" + value);
            return this;
        }

        /** Trusts that the machine does not fail; faster. */
        public Builder withoutSync() {
            initialization.add("--no-sync");
            return setting("fsync", "off").setting("synchronous_commit", "off").setting("full_page_writes", "off");
        }

        public EmbeddedPostgres start() {
            int chosen = FreePort.orNext(port);
            try {
                return startLocked(chosen);
            } catch (IOException | RuntimeException e) {
                throw failure(chosen, e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure(chosen, "interrupted", e);
            }
        }

        private EmbeddedServerException failure(int chosen, @Nullable String reason, Exception cause) {
            return new EmbeddedServerException(
                    "Cannot start PostgreSQL in " + folder + " on port " + chosen + ": " + reason, cause);
        }

        private EmbeddedPostgres startLocked(int chosen) throws IOException, InterruptedException {
            FreePort.requireFree(chosen);
            FolderLock lock = FolderLock.take(folder);
            try {
                PostgresCluster cluster = PostgresCluster.in(folder, initialization);
                return new EmbeddedPostgres(run(cluster, chosen), lock, cluster.password(), chosen);
            } catch (IOException | InterruptedException | RuntimeException e) {
                lock.close();
                throw e;
            }
        }

        private SupervisedProcess run(PostgresCluster cluster, int chosen) throws IOException {
            SupervisedProcess process = SupervisedProcess.start(
                    cluster.command("postgres", arguments(cluster, chosen)),
                    Map.of(),
                    folder.resolve("postgres-output.log"),
                    FAST_SHUTDOWN);
            try {
                PostgresReadiness.await(process, cluster.data());
                return process;
            } catch (IOException | RuntimeException e) {
                process.close();
                throw e;
            }
        }

        private List<String> arguments(PostgresCluster cluster, int chosen) {
            List<String> arguments =
                    new ArrayList<>(List.of("-D", cluster.data().toString()));
            arguments.addAll(List.of("-h", HOST, "-p", String.valueOf(chosen)));
            arguments.addAll(List.of("-c", "unix_socket_directories=", "-c", "timezone=UTC"));
            arguments.addAll(settings);
            return arguments;
        }
    }
}
