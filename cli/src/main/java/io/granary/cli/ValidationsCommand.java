package io.granary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.ingestion.ValidationLog;
import io.granary.offline.engine.validation.ExpectationResult;
import io.granary.offline.engine.validation.ValidationRun;
import io.granary.offline.engine.validation.ValidationRunJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "validations",
        mixinStandardHelpOptions = true,
        description = "Lists whether tables were as is expected of them when jobs looked, the newest first: of"
                + " materializations, or of one training set. What streams found is in the metrics of ingestion.")
final class ValidationsCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Of one source or feature view (default: of all).")
    private @Nullable String of;

    @Option(names = "--failed", description = "Only what was not as expected.")
    private boolean failed;

    @Option(
            names = "--training-set",
            paramLabel = "FOLDER",
            description = "Of that training set: a folder, or iceberg:CATALOG.TABLE[@ID|@TIME] (default: of"
                    + " materializations).")
    private @Nullable Path trainingSet;

    @Mixin
    private LimitOption limit;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private IcebergOptions iceberg;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        int most = limit.value();
        Table table = Table.of("AT", "JOB", "OF", "EXPECTATION", "ON FAILURE", "ROWS", "FAILED", "EXAMPLE");
        ArrayNode data = JsonHttp.MAPPER.createArrayNode();
        for (ValidationRun run : runs()) {
            run.results().stream()
                    .filter(result -> of == null || result.of().equals(of))
                    .filter(result -> !failed || !result.holds())
                    .filter(result -> data.size() < most)
                    .forEach(result -> add(run, result, table, data));
        }
        output.print(table, data);
        return ExitCode.OK;
    }

    private static void add(ValidationRun run, ExpectationResult result, Table table, ArrayNode data) {
        table.row(
                run.at(),
                run.job(),
                result.of(),
                result.expectation(),
                result.onFailure().name().toLowerCase(Locale.ROOT),
                result.rows(),
                result.failed(),
                result.example() == null ? "" : result.example());
        data.add(ValidationRunJson.write(result)
                .put("at", run.at().toString())
                .put("job", run.job())
                .put("revision", run.revision()));
    }

    private List<ValidationRun> runs() {
        if (trainingSet != null) {
            return ofTrainingSet(StoredSets.read(trainingSet, iceberg).folder());
        }
        try (ValidationLog log = ValidationLog.open(kafka.clientSettings())) {
            List<ValidationRun> runs = new ArrayList<>();
            log.read(project.name()).forEach(run -> runs.add(ValidationRunJson.decode(run)));
            Collections.reverse(runs);
            return runs;
        }
    }

    private static List<ValidationRun> ofTrainingSet(Path folder) {
        Path file = folder.resolve(ValidationRun.FILE_NAME);
        try {
            return Files.exists(file) ? List.of(ValidationRunJson.decode(Files.readAllBytes(file))) : List.of();
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot read " + file + ": " + e, e);
        }
    }
}
