package io.granary.benchmarks.registry;

/**
 * What one step took.
 *
 * @param wallMillis until it was done
 * @param cpuMillis of the process that asked
 * @param registryCpuMillis of the registry
 */
record Step(String name, double wallMillis, double cpuMillis, double registryCpuMillis) {

    private static final String SEPARATOR = "\t";

    String line() {
        return String.join(SEPARATOR, name, "" + wallMillis, "" + cpuMillis, "" + registryCpuMillis);
    }

    static Step parse(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        return new Step(
                parts[0], Double.parseDouble(parts[1]), Double.parseDouble(parts[2]), Double.parseDouble(parts[3]));
    }
}
