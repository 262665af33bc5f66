package io.granary.cli;

import io.granary.cli.terminal.Output;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Kind;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists what a project defines.")
final class ListCommand implements Callable<Integer> {

    /** Reads the word of a document's kind, such as FeatureView. */
    static final class KindConverter implements ITypeConverter<Kind> {

        @Override
        public Kind convert(String text) {
            return Kind.parse(text);
        }
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            converter = KindConverter.class,
            description = "Only one kind, such as FeatureView.")
    private @Nullable Kind kind;

    @Mixin
    private RevisionOptions revision;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Definitions definitions = revision.load().definitions();
        List<Definition> found = definitions.all().stream()
                .filter(definition -> kind == null || definition.kind() == kind)
                .toList();
        Listing listing = Listing.of("KIND", "NAME", "OWNER", "DESCRIPTION");
        for (Definition definition : found) {
            listing.add(
                    ShownDefinition.json(definitions, definition),
                    definition.kind().text(),
                    definition.name(),
                    definition.metadata().owner(),
                    definition.metadata().description());
        }
        listing.print(output);
        return ExitCode.OK;
    }
}
