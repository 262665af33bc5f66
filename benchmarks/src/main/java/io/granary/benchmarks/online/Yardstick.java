package io.granary.benchmarks.online;

import io.granary.benchmarks.load.Meter;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The hello server, which runs as long as anything is measured, so that each cost is taken beside its own. */
final class Yardstick implements AutoCloseable {

    private final ServerProcess server;
    private final Map<Protocol, Target> targets = new EnumMap<>(Protocol.class);

    private Yardstick(ServerProcess server) {
        this.server = server;
    }

    static Yardstick start(List<Protocol> protocols) throws Exception {
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

    /** Hello over each protocol that was asked for. */
    List<Target> targets() {
        return List.copyOf(targets.values());
    }

    /** Hello over a target's protocol; itself for hello. */
    Target beside(Target target) {
        Target hello = targets.get(target.protocol());
        if (hello == null) {
            throw new IllegalArgumentException(
                    "protocol: " + target.protocol() + " (expected: one of " + targets.keySet() + ")");
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
