package io.granary.cli;

import io.granary.cli.terminal.LineDiff;
import io.granary.registry.server.repository.FormattedFile;
import io.granary.registry.server.repository.RepositoryFormatter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "fmt",
        mixinStandardHelpOptions = true,
        description = "Puts the files of a feature repository into one form; comments stay, and what the files say.",
        footer = {"", "A file with problems is left as it is and named; 'granary validate' tells more."})
final class FmtCommand implements Callable<Integer> {

    @Mixin
    private RepositoryFolder repository;

    @Option(
            names = "--check",
            description = "Write nothing; show what would change and exit with 1 if something would.")
    private boolean check;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<FormattedFile> files = RepositoryFormatter.format(repository.folder());
        for (FormattedFile file : files) {
            if (file.isChanged()) {
                change(file);
            }
        }
        long changed = files.stream().filter(FormattedFile::isChanged).count();
        spec.commandLine()
                .getOut()
                .printf("%d of %d files %s.%n", changed, files.size(), check ? "would change" : "changed");
        boolean isBroken = reportProblems(files);
        return isBroken ? ExitCode.INVALID : check && changed > 0 ? ExitCode.FAILURE : ExitCode.OK;
    }

    private void change(FormattedFile file) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (check) {
            out.print(LineDiff.text(file.name(), file.before(), file.after()));
        } else {
            Files.writeString(file.path(), file.after());
            out.println(file.name());
        }
    }

    /** Whether there are any. */
    private boolean reportProblems(List<FormattedFile> files) {
        List<String> problems = files.stream()
                .map(FormattedFile::problem)
                .filter(problem -> problem != null)
                .toList();
        problems.forEach(problem -> spec.commandLine().getErr().println("granary: " + problem));
        return !problems.isEmpty();
    }
}
