package io.granary.cli;

import io.granary.cli.files.Repository;
import io.granary.registry.client.lineage.Lineage;
import io.granary.registry.client.lineage.LineageQuery;
import io.granary.registry.client.search.SearchQuery;
import io.granary.registry.client.search.SearchResult;
import io.granary.registry.server.lineage.LineageGraph;
import io.granary.registry.server.search.SearchIndex;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command looks definitions up: in the registry's newest revision, or in the files of a repository. */
final class CatalogOptions {

    @Option(
            names = "--local",
            description = "Look into the files of the repository, applied or not, and not into the registry.")
    private boolean local;

    @Mixin
    private ProjectOptions project;

    @Mixin
    private RegistryOptions registry;

    Lineage lineage(LineageQuery query) {
        if (!local) {
            return registry.api().lineage(project.name(), query);
        }
        Repository repository = project.repository().load();
        return LineageGraph.of(repository.definitions()).lineage(repository.project(), 0, query);
    }

    SearchResult search(SearchQuery query) {
        if (!local) {
            return registry.api().search(project.name(), query);
        }
        Repository repository = project.repository().load();
        LineageGraph graph = LineageGraph.of(repository.definitions());
        return SearchIndex.of(repository.definitions(), graph).search(repository.project(), 0, query);
    }
}
