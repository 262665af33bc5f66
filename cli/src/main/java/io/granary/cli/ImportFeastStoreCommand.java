package io.granary.cli;

import io.granary.cli.openlineage.FeastStoreJob;
import io.granary.cli.openlineage.LineageOptions;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.ProgressLine;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.ingestion.Materializations;
import io.granary.ingestion.feast.FeastStoreImport;
import io.granary.ingestion.feast.FeastStoreReport;
import io.granary.online.store.RedisConfig;
import io.granary.online.store.RedisTls;
import io.granary.registry.client.RegistryApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "feast-store",
        mixinStandardHelpOptions = true,
        description = {
            "Copies the rows of a Redis that Feast wrote (entity keys of layout version 3) to the feature log, from where"
                    + " they reach the online store. Views, features and join keys are found by the names that the newest"
                    + " revision has.",
            "A row with a value that would not be the same here is left out and reported, and the command ends with 1."
                    + " Rows that are here and at least as new stay, so it does no harm to run it again."
        },
        footer = {
            "",
            "  granary import feast-repo registry.json --out my-repo && granary apply --repo my-repo",
            "  granary import feast-store --project demo --from redis://feast-redis:6379 --dry-run",
            "  granary import feast-store --project demo --from redis://feast-redis:6379"
        })
final class ImportFeastStoreCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URI",
            description = "Feast's Redis: redis://HOST:PORT[/DATABASE], redis-sentinel://HOST:PORT[,...]#MASTER or"
                    + " redis-cluster://HOST:PORT[,...]; rediss for TLS. May hold user and password. It is only read.")
    private String from;

    @Option(
            names = "--from-password",
            paramLabel = "SECRET",
            converter = Secret.Reference.class,
            description = "Its password when the URI holds none, as $${env:NAME} or $${file:PATH}.")
    private @Nullable Secret password;

    @Option(
            names = "--from-ca-file",
            paramLabel = "FILE",
            description = "PEM certificates that vouch for it with TLS (default: those of the JVM).")
    private @Nullable Path authorityFile;

    @Option(
            names = "--from-verify-peer",
            paramLabel = "MODE",
            defaultValue = "full",
            description = "What it has to prove with TLS: full (certificate and host name; the default), ca"
                    + " (certificate) or none.",
            showDefaultValue = Visibility.NEVER)
    private RedisTls.Verification verification;

    @Option(
            names = "--feast-project",
            paramLabel = "NAME",
            description = "Feast's name of the project (default: ours).")
    private @Nullable String feastProject;

    @Option(
            names = "--view",
            paramLabel = "OURS=FEASTS",
            description = "A view that has another name in Feast; may be given several times.")
    private Map<String, String> viewNames = Map.of();

    @Option(names = "--dry-run", description = "Look at everything, report, and write nothing.")
    private boolean dryRun;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private LineageOptions lineage;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Revision revision = newest(registry.api(), project.name());
        FeastStoreReport report = run(revision);
        FeastStoreText text = new FeastStoreText(report, dryRun);
        output.print(text.text(), text.data());
        return report.refused() == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static Revision newest(RegistryApi registry, String project) {
        Rollout rollout = registry.rollout(project);
        return rollout.written(registry.revision(project, rollout.newest()));
    }

    private FeastStoreReport run(Revision revision) {
        FeastStoreImport.Source source = new FeastStoreImport.Source(
                redis(), feastProject == null ? revision.project() : feastProject, viewNames);
        try (ProgressLine progress = new ProgressLine(dryRun ? "look" : "copy")) {
            FeastStoreImport.Listener listener = (keys, all, rows) ->
                    progress.at(Math.min(1, (double) keys / Math.max(1, all)), keys + " keys, " + rows + " rows");
            if (dryRun) {
                return FeastStoreImport.look(revision, source, listener);
            }
            requireFeatureLog(revision.project());
            FeastStoreJob job = FeastStoreJob.of(revision, source);
            return lineage.target()
                    .tell(
                            job.begun(),
                            () -> FeastStoreImport.copy(revision, source, kafka.clientSettings(), listener),
                            job::ended);
        }
    }

    private RedisConfig redis() {
        RedisConfig.Builder redis = RedisConfig.builder(from)
                .password(password == null ? null : password.value())
                .authorityFile(authorityFile)
                .verification(verification)
                .commandTimeout(TIMEOUT)
                .connectTimeout(TIMEOUT);
        try {
            return redis.build();
        } catch (GranaryException e) {
            throw new GranaryException(e.code(), "--from: " + e.getMessage(), e);
        }
    }

    /** Kafka might make the topic by itself otherwise, and with settings of its own. */
    private void requireFeatureLog(String name) {
        try (Materializations log = Materializations.open(kafka.clientSettings())) {
            var unused = log.end(name);
        }
    }
}
