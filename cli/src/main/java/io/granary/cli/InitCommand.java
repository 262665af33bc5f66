package io.granary.cli;

import io.granary.cli.files.EditorSchemas;
import io.granary.cli.files.NewFolder;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Creates a feature repository that works, to start from.")
final class InitCommand implements Callable<Integer> {

    private static final List<String> FILES =
            List.of("granary.yaml", "features.yaml", "data/driver_days.csv", "README.md", ".vscode/settings.json");

    /** Where {@code up} keeps the data of its servers. */
    private static final String IGNORED = ".granary/\n";

    @Parameters(paramLabel = "FOLDER", description = "A folder that does not exist yet, or is empty.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        NewFolder.requireEmpty(folder);
        for (String file : FILES) {
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, template(file));
        }
        Files.writeString(folder.resolve(".gitignore"), IGNORED);
        EditorSchemas.write(folder.resolve(EditorSchemas.FOLDER));
        spec.commandLine().getOut().printf("Created %s. Next:%n%n  cd %s && granary validate%n", folder, folder);
        return ExitCode.OK;
    }

    /** The example's days are yesterday and the day before, so that its features are fresh. */
    private String template(String file) throws IOException {
        try (InputStream in = InitCommand.class.getResourceAsStream("template/" + file)) {
            if (in == null) {
                throw new GranaryException(ErrorCode.INTERNAL, "Cannot create " + file + ": its template is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@DAY1@", daysAgo(1))
                    .replace("@DAY2@", daysAgo(2));
        }
    }

    private String daysAgo(int days) {
        return clock.instant()
                .truncatedTo(ChronoUnit.DAYS)
                .minus(Duration.ofDays(days))
                .toString();
    }
}
