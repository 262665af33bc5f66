package io.granary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.files.EditorSchemas;
import io.granary.core.definition.Kind;
import io.granary.registry.server.repository.RepositorySchema;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of definition files, for editors and other tools.",
        footer = {
            "",
            "Editors that use the YAML language server take it from a comment at the top of a file:",
            "  # yaml-language-server: $$schema=.schemas/definition.json"
        })
final class SchemaCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            description = "One kind, such as FeatureView; project for granary.yaml; overlay for files of environments"
                    + " (default: a document of any kind).")
    private @Nullable String kind;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Writes definition.json, overlay.json and project.json there instead of printing one.")
    private @Nullable Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (folder == null) {
            spec.commandLine().getOut().println(schema(kind).toPrettyString());
        } else {
            EditorSchemas.write(folder);
            spec.commandLine().getOut().printf("Wrote the schemas to %s.%n", folder);
        }
        return ExitCode.OK;
    }

    private static JsonNode schema(@Nullable String kind) {
        if (kind == null) {
            return RepositorySchema.definition();
        }
        return switch (kind) {
            case "project" -> RepositorySchema.project();
            case "overlay" -> RepositorySchema.overlay();
            default -> RepositorySchema.of(Kind.parse(kind));
        };
    }
}
