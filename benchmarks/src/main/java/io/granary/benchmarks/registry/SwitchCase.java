package io.granary.benchmarks.registry;

import io.granary.benchmarks.process.GranaryProcess;
import io.granary.benchmarks.registry.Observation.Verdict;
import io.granary.benchmarks.report.Finding;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.RegistryApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One new generation of a stream's view after the other, while events arrive and a serving process answers. */
final class SwitchCase {

    /** Short, so that old generations are also dropped under load. */
    private static final String RETIRE_AFTER = "10s";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(5);

    private final RegistryLoad load;
    private final Histogram switched = new Histogram(MOST_MICROS, 3);

    SwitchCase(RegistryLoad load) {
        this.load = load;
    }

    List<Finding> run(Path folder, Backends backends) throws Exception {
        String database = folder.resolve("registry.db").toString();
        Rides rides = Rides.start(backends.kafka().bootstrapServers());
        try (rides;
                GranaryProcess registry = GranaryProcess.serving(
                        folder, "server", "--database", database, "--retire-after", RETIRE_AFTER)) {
            RegistryApi api = new RegistryApi(registry.address(), TIMEOUT);
            apply(api, 1);
            try (GranaryProcess ingestion = backends.ingest(Fares.PROJECT, registry.address());
                    GranaryProcess serving = backends.serve(Fares.PROJECT, registry.address())) {
                awaitFirst(serving);
                return switches(api, ingestion, serving);
            }
        }
    }

    /** Until the first generation is filled, answers are empty by right. */
    private static void awaitFirst(GranaryProcess serving) throws Exception {
        Fares fares = new Fares();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        double right = 0;
        while (right == 0 && System.nanoTime() < deadline) {
            try (Questioner questioner = Questioner.ask(serving.address(), fares, 1)) {
                TimeUnit.MILLISECONDS.sleep(200);
                right = questioner.count(Verdict.RIGHT);
            }
        }
    }

    private List<Finding> switches(RegistryApi api, GranaryProcess ingestion, GranaryProcess serving) throws Exception {
        Duration ingestionBefore = ingestion.cpu();
        Duration servingBefore = serving.cpu();
        Questioner questioner = Questioner.ask(serving.address(), new Fares(), load.connections());
        try (questioner) {
            for (long number = 2; number <= load.switches() + 1L; number++) {
                long start = System.nanoTime();
                apply(api, number);
                long seen = questioner.awaitNumber(number, PATIENCE);
                switched.recordValue(TimeUnit.NANOSECONDS.toMicros(seen - start));
            }
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of("switches: apply to the last old answer, p50", millis(50), "ms")
                .with("p99_ms", millis(99))
                .with("most_ms", switched.getMaxValue() / 1e3)
                .with("ingestion_cpu_ms", perSwitch(ingestion.cpu().minus(ingestionBefore)))
                .with("serving_cpu_ms", perSwitch(serving.cpu().minus(servingBefore))));
        findings.add(answers("failed", questioner, Verdict.FAILED));
        findings.add(answers("empty", questioner, Verdict.EMPTY));
        findings.add(answers("mixed or wrong", questioner, Verdict.MIXED)
                .with("right", questioner.count(Verdict.RIGHT))
                .with("p99_ms", questioner.latency().getValueAtPercentile(99) / 1e6));
        return findings;
    }

    private double millis(double percentile) {
        return switched.getValueAtPercentile(percentile) / 1e3;
    }

    private double perSwitch(Duration cpu) {
        return cpu.toMillis() / (double) load.switches();
    }

    private static Finding answers(String name, Questioner questioner, Verdict verdict) {
        return Finding.of("switches: " + name + " answers", questioner.count(verdict), "answers")
                .within(0);
    }

    private static void apply(RegistryApi api, long number) {
        int base = number == 1 ? 0 : api.latest(Fares.PROJECT).number();
        api.apply(Fares.PROJECT, new ApplyRequest(base, "benchmark", "", Fares.definitions(number)));
    }
}
