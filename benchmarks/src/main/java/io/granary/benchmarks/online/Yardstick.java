package io.granary.benchmarks.online;

import io.granary.benchmarks.load.LoadGenerator;
import io.granary.benchmarks.load.Meter;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The hello server, which runs as long as anything is measured, so that each cost is taken beside its own. */
public final class Yardstick implements AutoCloseable {

    private final ServerProcess server;
    private final Map<Protocol, Target> targets = new EnumMap<>(Protocol.class);

    private Yardstick(ServerProcess server) {
        this.server = server;
    }

    /** @param protocols over which hello will be asked */
    public static Yardstick start(List<Protocol> protocols) throws Exception {
        Yardstick yardstick = new Yardstick(ServerProcess.start(HelloServer.class));
        for (Protocol protocol : protocols) {
            yardstick.targets.put(protocol, yardstick.target(protocol));
        }
        return yardstick;
    }

    private Target target(Protocol protocol) throws Exception {
        Meter meter = Meter.of(Meter.SERVER, server.pid());
        return new Target(protocol, null, server.port(), Meter.SERVER, meter, check(protocol));
    }

    private List<PreparedRequest> check(Protocol protocol) throws Exception {
        return protocol == Protocol.GRPC
                ? new ProtobufClient(server.port()).checkHello()
                : new JsonClient(server.port()).checkHello();
    }

    /** Loads hello over one of its protocols. */
    public LoadGenerator connect(Protocol protocol, int connections) throws InterruptedException {
        return of(protocol).connect(connections);
    }

    /** Hello over each protocol that was asked for. */
    List<Target> targets() {
        return List.copyOf(targets.values());
    }

    /** Hello over a target's protocol; itself for hello. */
    Target beside(Target target) {
        return of(target.protocol());
    }

    private Target of(Protocol protocol) {
        Target hello = targets.get(protocol);
        if (hello == null) {
            throw new IllegalArgumentException(
                    "protocol: " + protocol + " (expected: one of " + targets.keySet() + ")");
        }
        return hello;
    }

    /** Fails when hello is not answered as it should be. */
    void check() throws Exception {
        for (Protocol protocol : targets.keySet()) {
            check(protocol);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
