package io.granary.cli;

import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.offline.engine.LabelJoin;
import io.granary.offline.engine.SetShape;
import io.granary.offline.engine.TableVersion;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetManifestJson;
import io.granary.offline.engine.statistics.ColumnStatistics;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Shows what a training set is made of, and what the values of its columns are like.")
final class DescribeTrainingSetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SET", description = StoredSets.PLACE)
    private Path folder;

    @Mixin
    private IcebergOptions iceberg;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        TrainingSetManifest manifest = StoredSets.read(folder, iceberg).manifest();
        output.print(
                about(manifest).text() + "\n" + TrainingSetParts.text(manifest)
                        + columns(manifest).text(),
                TrainingSetManifestJson.toNode(manifest));
        return ExitCode.OK;
    }

    private static Table about(TrainingSetManifest manifest) {
        Table table = Table.of("FIELD", "VALUE");
        table.row("project", manifest.project() + ", revision " + manifest.revision());
        table.row("service", manifest.service());
        table.row("engine", manifest.engine());
        table.row("created at", manifest.createdAt());
        table.row("rows", manifest.rows());
        table.row("checksum", manifest.checksum());
        TableVersion place = manifest.table();
        if (place != null) {
            table.row("table", place.table() + ", " + place);
        }
        table.row("entity frame", manifest.recipe().entities());
        SetShape shape = manifest.recipe().shape();
        if (shape.sample() != null) {
            table.row(
                    "sample", shape.sample().text() + ", seed " + shape.sample().seed());
        }
        if (shape.split() != null) {
            table.row("split", shape.split().text() + ", seed " + shape.split().seed());
        }
        LabelJoin label = shape.label();
        if (label != null) {
            table.row(
                    "label",
                    label.selection().view() + ", up to " + label.horizon() + " later, known until " + label.until());
        }
        manifest.sources()
                .forEach(source -> table.row(
                        "source " + source.source(),
                        source.files().size() + " files, "
                                + source.knowledge().name().toLowerCase(Locale.ROOT)));
        return table;
    }

    private static Table columns(TrainingSetManifest manifest) {
        Table table = Table.of(
                "COLUMN", "TYPE", "NULLS", "STATUSES", "DISTINCT", "MIN", "P50", "MAX", "MEAN", "DEVIATION", "TOP");
        manifest.columns().forEach(column -> addRow(table, column));
        return table;
    }

    private static void addRow(Table table, TrainingSetColumn column) {
        ColumnStatistics statistics = column.statistics();
        if (statistics == null) {
            table.row(column.name(), column.type(), column.nulls(), statuses(column), "", "", "", "", "", "", "");
            return;
        }
        table.row(
                column.name(),
                column.type(),
                column.nulls(),
                statuses(column),
                statistics.distinct(),
                statistics.min(),
                statistics.quantiles().get("p50"),
                statistics.max(),
                rounded(statistics.mean()),
                rounded(statistics.deviation()),
                statistics.topValues().isEmpty()
                        ? ""
                        : statistics.topValues().get(0).value());
    }

    private static String statuses(TrainingSetColumn column) {
        return column.statuses().isEmpty() ? "" : column.statuses().toString();
    }

    private static @Nullable String rounded(@Nullable Double number) {
        return number == null ? null : String.format(Locale.ROOT, "%.6g", number);
    }
}
