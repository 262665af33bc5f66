package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.archive.Compaction;
import io.granary.archive.CompactionReport;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.openlineage.CompactionJob;
import io.granary.cli.openlineage.LineageOptions;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description =
                "Turns the Avro files of an archive into Parquet files by day of arrival, and deletes what earlier"
                        + " runs have replaced. Ingestion and readers go on meanwhile.")
final class CompactCommand implements Callable<Integer> {

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            defaultValue = "1d",
            converter = DurationText.class,
            description = "Leave files that were written since then (default: ${DEFAULT-VALUE}).")
    private Duration olderThan;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            defaultValue = "1h",
            converter = DurationText.class,
            description = "How long replaced files are kept for those who have begun to read them (default:"
                    + " ${DEFAULT-VALUE}).")
    private Duration grace;

    @Mixin
    private ArchiveFolder archive;

    @Mixin
    private LineageOptions lineage;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Path folder = archive.folder();
        if (folder == null) {
            throw GranaryException.invalid("--archive", "missing", "the folder that ingestion archives to");
        }
        Compaction compaction = new Compaction(folder, olderThan, grace);
        CompactionJob job = CompactionJob.of(compaction);
        print(lineage.target().tell(job.begun(), compaction::run, job::ended));
        return ExitCode.OK;
    }

    private void print(List<CompactionReport> reports) {
        Table table = Table.of("TOPIC", "ID", "RECORDS", "AVRO FILES", "PARQUET FILES", "DELETED");
        ObjectNode data = JsonHttp.MAPPER.createObjectNode();
        for (CompactionReport each : reports) {
            table.row(each.topic(), each.id(), each.records(), each.avroFiles(), each.parquetFiles(), each.deleted());
            data.withArrayProperty("topics")
                    .addObject()
                    .put("topic", each.topic())
                    .put("id", each.id())
                    .put("records", each.records())
                    .put("avro_files", each.avroFiles())
                    .put("parquet_files", each.parquetFiles())
                    .put("deleted", each.deleted());
        }
        output.print(table, data);
    }
}
