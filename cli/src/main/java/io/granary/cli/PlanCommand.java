package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.registry.client.Plan;
import io.granary.registry.client.PlanFile;
import io.granary.registry.client.RegistryApi;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Shows what an apply of the repository would change, break and cost. Changes nothing.")
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private TableOptions tables;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private PlanOutput output;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write the plan to a file that 'granary apply FILE' takes, while the project is as it is now.")
    private @Nullable Path out;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers that know how long the topics are that would be read again.")
    private @Nullable String bootstrapServers;

    @Option(names = "--detailed-exitcode", description = "Exit with 2 when there are changes.")
    private boolean detailedExitCode;

    @Override
    public Integer call() {
        Repository loaded = repository.load(tables);
        RegistryApi api = registry.api();
        Plan plan = counted(api.plan(loaded.project(), loaded.definitions()), loaded);
        if (out != null) {
            PlanFiles.write(out, new PlanFile(loaded.project(), api.identity(), plan.base(), loaded.definitions()));
        }
        output.print(plan);
        return detailedExitCode && !plan.isEmpty() ? ExitCode.PLAN_HAS_CHANGES : ExitCode.OK;
    }

    private Plan counted(Plan plan, Repository loaded) {
        if (bootstrapServers == null) {
            return plan.withRows(new KnownRows(loaded, null));
        }
        try (TopicLengths topics = new TopicLengths(KafkaOptions.requireAddresses(bootstrapServers))) {
            return plan.withRows(new KnownRows(loaded, topics));
        }
    }
}
