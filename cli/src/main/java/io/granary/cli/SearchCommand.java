package io.granary.cli;

import static java.util.stream.Collectors.joining;

import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Output;
import io.granary.cli.terminal.Table;
import io.granary.registry.client.SearchJson;
import io.granary.registry.client.lineage.NodeKind;
import io.granary.registry.client.search.SearchHit;
import io.granary.registry.client.search.SearchMatch;
import io.granary.registry.client.search.SearchQuery;
import io.granary.registry.client.search.SearchResult;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Finds definitions, features and columns by words in names, descriptions, owners and tags.")
final class SearchCommand implements Callable<Integer> {

    /** Reads the word of a kind, such as feature or FeatureView. */
    static final class KindConverter implements ITypeConverter<NodeKind> {

        @Override
        public NodeKind convert(String text) {
            return NodeKind.parse(text);
        }
    }

    @Parameters(arity = "0..*", paramLabel = "TEXT", description = "Words; a hit has all of them, in any case.")
    private List<String> words = List.of();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = KindConverter.class,
            description = "Only one kind, such as feature, column, view or model.")
    private @Nullable NodeKind kind;

    @Option(names = "--owner", paramLabel = "OWNER", description = "Only what has this owner.")
    private @Nullable String owner;

    @Option(names = "--tag", paramLabel = "NAME[=VALUE]", description = "Only what has this tag.")
    private @Nullable String tag;

    @Mixin
    private LimitOption limit;

    @Mixin
    private CatalogOptions catalog;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String text = String.join(" ", words);
        SearchResult result = catalog.search(new SearchQuery(text, kind, owner, tag, limit.value(), null));
        Table table = Table.of("KIND", "NAME", "OWNER", "FOUND IN", "DESCRIPTION");
        for (SearchHit hit : result.hits()) {
            table.row(
                    hit.node().kind().text(),
                    hit.node().name(),
                    hit.node().owner(),
                    hit.matches().stream().map(SearchMatch::field).distinct().collect(joining(", ")),
                    hit.node().description());
        }
        output.print(table, JsonHttp.parse(SearchJson.encode(result)));
        if (result.total() > result.hits().size()) {
            String shown = "granary: " + result.hits().size() + " of " + result.total() + " shown; --limit shows more";
            spec.commandLine().getErr().println(shown);
        }
        return ExitCode.OK;
    }
}
