package io.granary.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** Where Kafka is. */
final class KafkaOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "The Kafka brokers (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers;

    String bootstrapServers() {
        return bootstrapServers;
    }

    Map<String, String> clientSettings() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }
}
