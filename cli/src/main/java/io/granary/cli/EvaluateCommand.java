package io.granary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.training.Evaluation;
import io.granary.training.Metrics;
import io.granary.training.SavedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Judges a trained model on those rows of training sets that are later than all it saw: its own set,"
                        + " or another one that answers the same label, such as what was served at the same moments.")
final class EvaluateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "A model's folder, such as models/delay/1.")
    private Path model;

    @Option(
            names = "--training-set",
            paramLabel = "FOLDER",
            required = true,
            description = StoredSets.PLACE + " Repeatable.")
    private List<Path> trainingSets = List.of();

    @Mixin
    private IcebergOptions iceberg;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        SavedModel saved = SavedModel.read(model);
        Table table = Table.of("TRAINING SET", "ROWS", "BASE RATE", "AUC", "LOG LOSS");
        ArrayNode data = JsonHttp.MAPPER.createArrayNode();
        for (Path folder : trainingSets) {
            Metrics metrics =
                    Evaluation.of(saved, StoredSets.read(folder, iceberg).toTrain());
            table.row(folder, metrics.rows(), text(metrics.baseRate()), text(metrics.auc()), text(metrics.logLoss()));
            add(data.addObject().put("training_set", folder.toString()), metrics);
        }
        output.print(table, data);
        return ExitCode.OK;
    }

    private static void add(ObjectNode data, Metrics metrics) {
        data.put("rows", metrics.rows()).put("base_rate", metrics.baseRate()).put("log_loss", metrics.logLoss());
        if (Double.isNaN(metrics.auc())) {
            data.putNull("auc");
            return;
        }
        data.put("auc", metrics.auc());
    }

    private static String text(double metric) {
        return String.format(Locale.ROOT, "%.4f", metric);
    }
}
