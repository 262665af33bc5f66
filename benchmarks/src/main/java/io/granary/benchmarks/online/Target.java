package io.granary.benchmarks.online;

import io.granary.benchmarks.load.LoadGenerator;
import io.granary.benchmarks.load.Meter;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A server, and the requests of one kind that it is to be loaded with.
 *
 * @param shape of the requests; null for hello
 * @param process that it is, by its name in the meter
 */
record Target(
        Protocol protocol,
        @Nullable Shape shape,
        int port,
        String process,
        Meter meter,
        List<PreparedRequest> requests) {

    LoadGenerator connect(int connections) throws InterruptedException {
        return LoadGenerator.connect(protocol, port, connections, requests);
    }

    /** Redis alone is there to compare with: no JVM to warm up, and no load beside the closed loops. */
    boolean isRedis() {
        return process.equals(Meter.REDIS);
    }

    /** Whether its cost is shown as a multiple of hello's. */
    boolean isCompared() {
        return shape != null && !isRedis();
    }

    String name() {
        return protocol.name().toLowerCase(Locale.ROOT) + " " + (shape == null ? "hello" : shape);
    }
}
