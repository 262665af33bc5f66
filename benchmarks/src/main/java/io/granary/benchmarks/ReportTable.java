package io.granary.benchmarks;

import io.granary.benchmarks.process.Machine;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a report as a table that is also Markdown. */
final class ReportTable {

    private static final String HEAD = """
            | case   | requests/s |   p50 us |   p99 us | server CPU us | x hello | Redis CPU us | wrong |
            |--------|-----------:|---------:|---------:|--------------:|--------:|-------------:|------:|
            """;

    private ReportTable() {}

    static String of(Report report) {
        String rows = report.rows().stream().map(ReportTable::row).collect(Collectors.joining("\n"));
        return HEAD + rows + "\n\n" + conditions(report);
    }

    private static String row(ReportRow row) {
        Measurement measured = row.measurement();
        return String.format(
                Locale.ROOT,
                "| %-6s | %,10.0f | %,8.0f | %,8.0f | %,13.1f | %7.2f | %12s | %5d |",
                measured.name(),
                measured.requestsPerSecond(),
                measured.answers().percentileMicros(50),
                measured.answers().percentileMicros(99),
                measured.serverMicros(),
                row.timesHello(),
                orDash(measured.redisMicros()),
                measured.answers().wrong());
    }

    private static String orDash(@Nullable Double micros) {
        return micros == null ? "-" : String.format(Locale.ROOT, "%,.1f", micros);
    }

    private static String conditions(Report report) {
        Load load = report.load();
        return String.format(
                Locale.ROOT,
                "commit %s, %d connections in a closed loop, %d s each after at least %d s of warm-up,%n"
                        + "Java %s, %d processors, load average %.1f at the start",
                report.commit(),
                load.connections(),
                load.measuredSeconds(),
                load.warmupSeconds(),
                Runtime.version().feature(),
                Machine.processors(),
                report.loadAverage());
    }
}
