package io.granary.cli.openlineage;

import io.granary.core.GranaryException;
import io.granary.offline.engine.OfflineEngine;
import io.openlineage.client.transports.FileConfig;
import io.openlineage.client.transports.FileTransport;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import io.openlineage.client.transports.Transport;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where OpenLineage events go. Whoever parses it closes it. */
public final class LineageTarget implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LineageTarget.class);
    private static final String EXPECTED = "file:PATH, or an address that starts with http:// or https://";
    private static final String FILE = "file:";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Transport transport;

    private LineageTarget(Transport transport) {
        this.transport = transport;
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when it is neither a file nor an HTTP address */
    public static LineageTarget parse(String text) {
        if (text.startsWith(FILE) && text.length() > FILE.length()) {
            return new LineageTarget(new FileTransport(new FileConfig(text.substring(FILE.length()))));
        }
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return new LineageTarget(new HttpTransport(http(text)));
        }
        throw GranaryException.invalid("--lineage", text, EXPECTED);
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

    /** An engine that does the same and tells of it. It does not own this target. */
    public OfflineEngine tellOf(OfflineEngine engine) {
        return new LineageEngine(engine, transport, InstantSource.system());
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (Exception e) {
            // Whatever it is: the events were sent, or the log has said that they were not.
            log.debug("Cannot close the connection of lineage events", e);
        }
    }
}
