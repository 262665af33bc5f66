package io.granary.cli.process;

import io.granary.http.HttpConfig;
import io.granary.http.HttpService;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Function;

/** One part as a process of its own, with metrics and health on a port of theirs. */
public final class StandAlone<T extends AutoCloseable> implements AutoCloseable {

    private final Parts parts;
    private final T part;
    private final URI management;

    private StandAlone(Parts parts, T part, URI management) {
        this.parts = parts;
        this.part = part;
        this.management = management;
    }

    public static <T extends AutoCloseable> StandAlone<T> start(
            HttpConfig management, Function<ProcessContext, T> start) {
        return Parts.startAll(parts -> {
            ProcessContext context = parts.add(ProcessContext.of(InstantSource.system()));
            HttpService service = HttpServers.startManagement(parts, context, management);
            return new StandAlone<>(parts, parts.add(start.apply(context)), HttpServers.address(service));
        });
    }

    public T part() {
        return part;
    }

    /** Where metrics and health are. */
    public URI management() {
        return management;
    }

    @Override
    public void close() {
        parts.close();
    }
}
