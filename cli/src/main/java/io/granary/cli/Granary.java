package io.granary.cli;

import io.granary.cli.demo.DemoCommand;
import io.granary.core.GranaryException;
import java.net.URI;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code granary} command. */
@Command(
        name = "granary",
        description = "An online/offline feature store: define features in YAML, stream them through Kafka, serve them"
                + " in a millisecond, train on what was true at the time.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            ValidateCommand.class,
            FmtCommand.class,
            RenderCommand.class,
            SchemaCommand.class,
            ImportCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            UpCommand.class,
            ServerCommand.class,
            IngestCommand.class,
            ServeCommand.class,
            MaterializeCommand.class,
            MaterializationsCommand.class,
            ValidationsCommand.class,
            BackfillCommand.class,
            RebuildCommand.class,
            CompactCommand.class,
            DeleteCommand.class,
            ErasuresCommand.class,
            TrainingSetCommand.class,
            ConsistencyCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            DeadLettersCommand.class,
            ExplainCommand.class,
            GetCommand.class,
            DescribeCommand.class,
            ListCommand.class,
            SearchCommand.class,
            LineageCommand.class,
            HistoryCommand.class,
            DiffCommand.class,
            RollbackCommand.class,
            RolloutCommand.class,
            PromoteCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            VersionCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        footer = {
            "",
            "Each option may also come from the environment (--redis-uri is GRANARY_REDIS_URI), else from the YAML file"
                    + " that GRANARY_CONFIG names (redis-uri: ...).",
            "Exit codes: 0 ok, 1 failure, 2 the plan has changes, 3 invalid input, 4 conflict, 6 unavailable, 64 usage."
        })
public final class Granary implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Granary() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments, System.getenv()));
    }

    static int execute(String[] arguments, Map<String, String> environment) {
        CommandLine line = commandLine();
        try {
            Map<String, String> file = ConfigurationFile.read(environment.get(ConfigurationFile.VARIABLE), line);
            line.setDefaultValueProvider(new ConfiguredDefaults(environment, file));
        } catch (GranaryException e) {
            return ExitCode.report(e, line);
        }
        return line.execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Granary());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(URI.class, new ServerAddress());
        line.setExecutionStrategy(new EnvironmentRegistry());
        line.setExecutionExceptionHandler(ExitCode::report);
        line.setParameterExceptionHandler(ExitCode::reportUsage);
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
