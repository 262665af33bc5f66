package io.granary.cli;

import io.granary.consistency.ConsistencyReport;
import io.granary.consistency.ConsistencyReportJson;
import io.granary.consistency.Explanation;
import io.granary.consistency.Skipped;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;

/** A report as a file in Prometheus' text format, such as node_exporter's textfile collector reads. */
final class ConsistencyMetrics {

    private final StringBuilder text = new StringBuilder();

    private ConsistencyMetrics() {}

    static String text(ConsistencyReport report, Instant now) {
        ConsistencyMetrics metrics = new ConsistencyMetrics();
        metrics.begin("values", "Logged values that were compared with a training set");
        report.values().forEach((view, count) -> metrics.add("values", "view=\"" + view + "\"", count));
        metrics.begin("mismatches", "Values that were not the same online, by what explains it");
        report.values().keySet().forEach(view -> metrics.addMismatches(view, report.mismatches()));
        metrics.begin("skipped", "Logged values that were not compared, by reason");
        for (Skipped reason : Skipped.values()) {
            metrics.add(
                    "skipped",
                    "reason=\"" + ConsistencyReportJson.name(reason) + "\"",
                    report.skipped().getOrDefault(reason, 0L));
        }
        metrics.begin("last_run_timestamp_seconds", "When the values were compared");
        metrics.text
                .append("granary_consistency_last_run_timestamp_seconds ")
                .append(now.getEpochSecond())
                .append('\n');
        return metrics.text.toString();
    }

    /** Writes the file anew, so that a reader sees one report or the other. */
    static void write(ConsistencyReport report, Path file, Instant now) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            Files.writeString(unfinished, text(report, now));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot write metrics to " + file + ": " + e, e);
        }
    }

    private void begin(String name, String help) {
        text.append("# HELP granary_consistency_").append(name).append(' ').append(help);
        text.append("\n# TYPE granary_consistency_").append(name).append(" gauge\n");
    }

    private void addMismatches(String view, Map<String, Map<Explanation, Long>> mismatches) {
        for (Explanation explanation : Explanation.values()) {
            add(
                    "mismatches",
                    "view=\"" + view + "\",class=\"" + ConsistencyReportJson.name(explanation) + "\"",
                    mismatches.getOrDefault(view, Map.of()).getOrDefault(explanation, 0L));
        }
    }

    private void add(String name, String labels, long value) {
        text.append("granary_consistency_").append(name).append('{').append(labels);
        text.append("} ").append(value).append('\n');
    }
}
