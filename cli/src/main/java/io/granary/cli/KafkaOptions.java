package io.granary.cli;

import io.granary.core.GranaryException;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where Kafka is. */
final class KafkaOptions {

    private static final Pattern ADDRESSES = Pattern.compile("[^\\s,]+:\\d{1,5}(,[^\\s,]+:\\d{1,5})*");

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "The Kafka brokers (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers;

    String bootstrapServers() {
        return requireAddresses(bootstrapServers);
    }

    /** The addresses, when they are some. */
    static String requireAddresses(String bootstrapServers) {
        if (!ADDRESSES.matcher(bootstrapServers).matches()) {
            throw GranaryException.invalid(
                    "--bootstrap-servers", bootstrapServers, "host:port, or several with commas between");
        }
        return bootstrapServers;
    }

    Map<String, String> clientSettings() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }
}
