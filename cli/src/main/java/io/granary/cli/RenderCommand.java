package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.cli.files.TableStores;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Prints the definitions of a repository as YAML, as they are in effect: defaults filled in,"
                + " included files added, the overlays of --env laid on.")
final class RenderCommand implements Callable<Integer> {

    @Mixin
    private RepositoryOptions repository;

    @Mixin
    private TableOptions tables;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (TableStores stores = tables.open()) {
            spec.commandLine().getOut().print(Repository.render(repository.folder(), repository.environment(), stores));
        }
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
