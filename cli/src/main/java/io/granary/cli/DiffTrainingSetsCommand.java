package io.granary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.offline.engine.SetShape;
import io.granary.offline.engine.SourceVersion;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.statistics.ColumnStatistics;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description =
                "Shows in what two training sets differ: what was asked, what was read, what the values are like.")
final class DiffTrainingSetsCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FIRST", description = StoredSets.PLACE)
    private Path first;

    @Parameters(index = "1", paramLabel = "SECOND", description = "Another one's.")
    private Path second;

    @Mixin
    private IcebergOptions iceberg;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Map<String, @Nullable Object> before =
                facts(StoredSets.read(first, iceberg).manifest());
        Map<String, @Nullable Object> after =
                facts(StoredSets.read(second, iceberg).manifest());
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        Table table = Table.of("WHAT", "FIRST", "SECOND");
        ObjectNode data = JsonHttp.MAPPER.createObjectNode();
        ArrayNode differences = data.putArray("differences");
        for (String name : names) {
            String old = text(before.get(name));
            String now = text(after.get(name));
            if (!old.equals(now)) {
                table.row(name, old, now);
                differences.addObject().put("what", name).put("first", old).put("second", now);
            }
        }
        output.print(table, data);
        return ExitCode.OK;
    }

    private static Map<String, @Nullable Object> facts(TrainingSetManifest manifest) {
        Map<String, @Nullable Object> facts = new TreeMap<>();
        facts.put("revision", manifest.project() + " " + manifest.revision());
        facts.put("service", manifest.service());
        SetShape shape = manifest.recipe().shape();
        facts.put("sample", shape.sample());
        facts.put("split", shape.split());
        facts.put("label", shape.label());
        manifest.parts().forEach(part -> facts.put("part " + part.name() + " rows", part.rows()));
        facts.put("engine", manifest.engine());
        facts.put("rows", manifest.rows());
        facts.put("checksum", manifest.checksum());
        facts.put("entity frame", manifest.entities());
        for (SourceVersion source : manifest.sources()) {
            facts.put("source " + source.source() + " knowledge", source.knowledge());
            source.files()
                    .forEach(file -> facts.put(
                            "source " + source.source() + " " + file.path(),
                            file.bytes() + " bytes of " + file.modifiedAt()));
        }
        manifest.columns().forEach(column -> addFacts(facts, column));
        return facts;
    }

    private static void addFacts(Map<String, @Nullable Object> facts, TrainingSetColumn column) {
        String name = "column " + column.name();
        facts.put(name, column.type());
        facts.put(name + " nulls", column.nulls());
        facts.put(name + " statuses", column.statuses());
        ColumnStatistics statistics = column.statistics();
        if (statistics != null) {
            facts.put(name + " min", statistics.min());
            facts.put(name + " max", statistics.max());
            facts.put(name + " mean", statistics.mean());
            facts.put(name + " deviation", statistics.deviation());
            facts.put(name + " p50", statistics.quantiles().get("p50"));
            facts.put(name + " distinct", statistics.distinct());
        }
    }

    private static String text(@Nullable Object fact) {
        return fact == null ? "" : fact.toString();
    }
}
