package io.granary.cli.openlineage;

import io.granary.core.GranaryException;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.local.LocalRefusal;
import io.openlineage.client.transports.FileConfig;
import io.openlineage.client.transports.FileTransport;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import io.openlineage.client.transports.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where OpenLineage events of jobs go. Safe for threads; nothing is open between jobs. */
public final class LineageTarget {

    /** Nobody hears of any job. */
    public static final LineageTarget NOWHERE = new LineageTarget(null);

    private static final String EXPECTED = "file:PATH, or an address that starts with http:// or https://";
    private static final String FILE = "file:";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final @Nullable Supplier<Transport> transports;
    private final InstantSource clock = InstantSource.system();

    private LineageTarget(@Nullable Supplier<Transport> transports) {
        this.transports = transports;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when it is neither a file nor an HTTP address */
    public static LineageTarget parse(String text) {
        if (text.startsWith(FILE) && text.length() > FILE.length()) {
            FileConfig config = file(text.substring(FILE.length()));
            return new LineageTarget(() -> new FileTransport(config));
        }
        if (text.startsWith("http://") || text.startsWith("https://")) {
            HttpConfig config = http(text);
            return new LineageTarget(() -> new HttpTransport(config));
        }
        throw GranaryException.invalid("--lineage", text, EXPECTED);
    }

    /** The client asks for the folder of the file, which a name alone does not have. */
    private static FileConfig file(String path) {
        return new FileConfig(Path.of(path).toAbsolutePath().toString());
    }

    private static HttpConfig http(String text) {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw GranaryException.invalid("--lineage", text, EXPECTED);
        }
        HttpConfig config = new HttpConfig();
        config.setUrl(address);
        config.setTimeoutInMillis((int) TIMEOUT.toMillis());
        return config;
    }

    /** An engine that does the same and tells of each of its jobs. */
    public OfflineEngine tellOf(OfflineEngine engine) {
        return transports == null ? engine : new LineageEngine(engine, this);
    }

    /** Does a job and tells that it starts, completes or fails. */
    public <T> T tell(LineageJob job, Supplier<T> work) {
        return tell(job, work, result -> job);
    }

    /**
     * Does a job and tells that it starts, completes or fails.
     *
     * @param job as it is known before
     * @param ended the job as it has become, by its result
     */
    public <T> T tell(LineageJob job, Supplier<T> work, Function<T, LineageJob> ended) {
        if (transports == null) {
            return work.get();
        }
        try (LineageLog log = new LineageLog(transports.get(), clock, job)) {
            return tell(log, work, ended);
        }
    }

    private static <T> T tell(LineageLog log, Supplier<T> work, Function<T, LineageJob> ended) {
        log.started();
        try {
            T result = work.get();
            log.completed(ended.apply(result));
            return result;
        } catch (LocalRefusal e) {
            log.aborted(e);
            throw e;
        } catch (RuntimeException | Error e) {
            // Whatever it is, a job that has started must not look as if it still ran.
            log.failed(e);
            throw e;
        }
    }
}
