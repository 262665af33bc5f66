package io.granary.cli.openlineage;

import io.granary.archive.Compaction;
import io.granary.archive.CompactionReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A compaction of an archive, as lineage knows it: what there is of each topic is read and written again. */
public final class CompactionJob {

    private final Path archive;
    private final LineageJob begun;

    private CompactionJob(Path archive, LineageJob begun) {
        this.archive = archive;
        this.begun = begun;
    }

    public static CompactionJob of(Compaction compaction) {
        Path archive = compaction.archive();
        List<JobData> topics = compaction.topics().stream()
                .map(topic -> JobData.archive(archive, topic))
                .toList();
        return new CompactionJob(archive, LineageJob.ofProjects("compact." + archive, topics, topics));
    }

    public LineageJob begun() {
        return begun;
    }

    /** With the records of each topic that are in other files now. */
    public LineageJob ended(List<CompactionReport> reports) {
        Map<String, Long> records = new TreeMap<>();
        reports.stream()
                .filter(report -> !report.isEmpty())
                .forEach(report -> records.merge(report.topic(), report.records(), Long::sum));
        return begun.withOutputs(records.entrySet().stream()
                .map(topic -> JobData.archive(archive, topic.getKey()).withRows(topic.getValue()))
                .toList());
    }
}
