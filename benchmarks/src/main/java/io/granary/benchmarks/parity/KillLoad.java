package io.granary.benchmarks.parity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much the kill tests do.
 *
 * @param file of flights, as the example repository has
 * @param flights of the file that are played
 * @param kills of the ingesting worker
 * @param brokerKills of the broker
 * @param routes that are compared; all airports are
 * @param mostPause between two kills
 */
record KillLoad(Path file, int flights, int kills, int brokerKills, int routes, Duration mostPause, long seed) {

    KillLoad {
        require("--flights", flights, 1_000);
        require("--kills", kills, 0);
        require("--broker-kills", brokerKills, 0);
        require("--routes", routes, 1);
        require("--pause", mostPause.toSeconds(), 1);
    }

    /** The numbers, for the report. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("flights", (double) flights);
        numbers.put("kills", (double) kills);
        numbers.put("broker_kills", (double) brokerKills);
        numbers.put("seed", (double) seed);
        return numbers;
    }

    private static void require(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " or more)");
        }
    }
}
