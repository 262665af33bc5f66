package io.granary.cli;

import io.granary.cli.client.JsonHttp;
import io.granary.cli.lineage.ImpactText;
import io.granary.cli.lineage.LineageDrawing;
import io.granary.cli.lineage.LineageTree;
import io.granary.cli.terminal.YamlText;
import io.granary.registry.client.LineageJson;
import io.granary.registry.client.lineage.Impact;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageDirection;
import io.granary.registry.client.lineage.LineageQuery;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "lineage",
        mixinStandardHelpOptions = true,
        description =
                "Shows what something's values come from and go into, from columns of sources to routes of routers.",
        footer = {
            "",
            "Names: arrivals (a definition), arrivals.delay_minutes (a column), airport_facts:city (a feature),",
            "delay_model:trip__miles (a service's feature), delay@1 (a model's version), delay_router.deep (a route).",
            "Where a name has several meanings, its kind goes before: view/arrivals."
        })
final class LineageCommand implements Callable<Integer> {

    /** How a lineage is printed. */
    enum Format {
        TABLE,
        JSON,
        YAML,
        DOT,
        MERMAID
    }

    /** Which way to look; both when none is given. */
    static final class Way {

        @Option(names = "--upstream", description = "Only what its values come from.")
        private boolean upstream;

        @Option(names = "--downstream", description = "Only what its values go into.")
        private boolean downstream;

        @Option(
                names = "--impact",
                description = "Which definitions its values go into, and whose they are: who has to be told.")
        private boolean impact;
    }

    @Parameters(paramLabel = "NAME", description = "A definition or a part of one.")
    private String node;

    @ArgGroup
    private Way way = new Way();

    @Option(names = "--depth", paramLabel = "N", description = "How many steps away to look (default: no limit).")
    private int depth = LineageQuery.UNLIMITED;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "One of table, json, yaml, dot, mermaid (default: table).",
            defaultValue = "table")
    private Format format;

    @Mixin
    private CatalogOptions catalog;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Lineage lineage = catalog.lineage(new LineageQuery(node, direction(), depth));
        String text = way.impact ? print(Impact.of(lineage)) : print(lineage);
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private LineageDirection direction() {
        if (way.upstream) {
            return LineageDirection.UPSTREAM;
        }
        return way.downstream || way.impact ? LineageDirection.DOWNSTREAM : LineageDirection.BOTH;
    }

    private String print(Lineage lineage) {
        return switch (format) {
            case TABLE -> LineageTree.of(lineage);
            case JSON -> JsonHttp.parse(LineageJson.encode(lineage)).toPrettyString() + "\n";
            case YAML -> YamlText.of(JsonHttp.parse(LineageJson.encode(lineage)));
            case DOT -> LineageDrawing.dot(lineage);
            case MERMAID -> LineageDrawing.mermaid(lineage);
        };
    }

    private String print(Impact impact) {
        return switch (format) {
            case TABLE -> ImpactText.of(impact);
            case JSON -> JsonHttp.parse(LineageJson.encode(impact)).toPrettyString() + "\n";
            case YAML -> YamlText.of(JsonHttp.parse(LineageJson.encode(impact)));
            case DOT, MERMAID -> print(impact.lineage());
        };
    }
}
