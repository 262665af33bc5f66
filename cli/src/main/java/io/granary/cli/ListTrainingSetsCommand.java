package io.granary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.offline.engine.TrainingSetManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the training sets in a folder, or in an Iceberg table.")
final class ListTrainingSetsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FOLDER",
            defaultValue = ".",
            description =
                    "Holds the sets' folders, or is iceberg:CATALOG.TABLE, whose snapshots are sets (default: this"
                            + " folder).")
    private Path folder;

    @Mixin
    private IcebergOptions iceberg;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<TrainingSetFolder> sets = StoredSets.list(folder, iceberg);
        Table table = Table.of("SET", "CREATED", "PROJECT", "REVISION", "SERVICE", "ROWS", "FEATURES", "ENGINE");
        ObjectNode data = JsonHttp.MAPPER.createObjectNode();
        ArrayNode list = data.putArray("training_sets");
        for (TrainingSetFolder set : sets) {
            TrainingSetManifest manifest = set.manifest();
            int features = manifest.features().size();
            table.row(
                    set.name(),
                    manifest.createdAt(),
                    manifest.project(),
                    manifest.revision(),
                    manifest.service(),
                    manifest.rows(),
                    features,
                    manifest.engine());
            list.addObject()
                    .put("folder", set.folder().toString())
                    .put("createdAt", manifest.createdAt().toString())
                    .put("project", manifest.project())
                    .put("revision", manifest.revision())
                    .put("service", manifest.service())
                    .put("rows", manifest.rows())
                    .put("features", features)
                    .put("engine", manifest.engine())
                    .put("checksum", manifest.checksum());
        }
        output.print(table, data);
        return ExitCode.OK;
    }
}
