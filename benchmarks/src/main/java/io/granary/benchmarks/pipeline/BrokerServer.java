package io.granary.benchmarks.pipeline;

import io.granary.benchmarks.process.ParentProcess;
import io.granary.benchmarks.process.ServerProcess;
import io.granary.embedded.EmbeddedKafka;
import java.nio.file.Path;

/** A Kafka broker in a JVM of its own. */
final class BrokerServer {

    private BrokerServer() {}

    /** @param port 0 picks a free one */
    static ServerProcess start(Path folder, int port) throws Exception {
        return ServerProcess.start(BrokerServer.class, folder.toString(), "" + port);
    }

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            String address = kafka.bootstrapServers();
            ParentProcess.tellPorts(Integer.valueOf(address.substring(address.lastIndexOf(':') + 1)));
            ParentProcess.awaitEnd();
        }
    }
}
