package io.granary.cli.demo;

import io.granary.cli.files.Folders;
import io.granary.cli.openlineage.LineageOptions;
import io.granary.cli.terminal.Foreground;
import io.granary.cli.terminal.Output;
import io.granary.core.GranaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code granary demo}: all of Granary on one machine, with real flights. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs everything on embedded servers with real flights: definitions, stream, features, training set,"
                        + " models, router. Stays up to be tried; Ctrl-C stops it and removes its files.")
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--once",
            description =
                    "Play all the flights, check every answer against a plain evaluation, print a report and stop.")
    private boolean once;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "Work here and keep the files (default: a temporary folder that is removed).")
    private @Nullable Path directory;

    @Mixin
    private LineageOptions lineage;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    private final InstantSource clock = InstantSource.system();
    private volatile @Nullable Demo demo;

    @Override
    public Integer call() throws Exception {
        DemoFolder folder = new DemoFolder(folder());
        Foreground.closeWhenStopped(() -> stop(folder));
        return once ? runOnce(folder) : runUntilStopped(folder);
    }

    /** The clock of the demonstration stands still at the end of the data. */
    private int runOnce(DemoFolder folder) {
        Shift shift = Shift.endBefore(clock.instant());
        Instant end = shift.end();
        Demo started = Demo.start(
                folder, shift, InstantSource.fixed(end), Demo.ANY_PORTS, steps(Demo.STEPS + 1), lineage.target());
        demo = started;
        started.run(end);
        DemoReport report = started.check(end);
        output.print(report.toTable(), report.toJson());
        return report.holds() ? 0 : 1;
    }

    private int runUntilStopped(DemoFolder folder) throws InterruptedException {
        Instant now = clock.instant();
        Demo started = Demo.start(
                folder, Shift.secondWeekAround(now), clock, Demo.USUAL_PORTS, steps(Demo.STEPS), lineage.target());
        demo = started;
        started.run(now);
        started.streamTheRest();
        spec.commandLine().getOut().println(started.invitation());
        spec.commandLine().getOut().flush();
        Foreground.awaitStop();
        return 0;
    }

    /** Runs when the JVM ends, however it ends. */
    private void stop(DemoFolder folder) {
        Demo started = demo;
        if (started != null) {
            started.close();
        }
        if (directory == null) {
            Folders.delete(folder.root());
        }
    }

    private Steps steps(int total) {
        return new Steps(spec.commandLine().getErr(), total);
    }

    private Path folder() throws IOException {
        if (directory == null) {
            return Files.createTempDirectory("granary-demo");
        }
        if (Files.exists(directory)) {
            throw GranaryException.invalid("--dir", directory, "a folder that does not exist yet");
        }
        return Files.createDirectories(directory.toAbsolutePath().normalize());
    }
}
