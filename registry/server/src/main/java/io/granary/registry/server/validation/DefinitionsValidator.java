package io.granary.registry.server.validation;

import io.granary.core.definition.DataSource;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.Experiment;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Model;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Router;
import java.util.ArrayList;
import java.util.List;

/** Finds every rule that definitions break among themselves; knows nothing of files. */
public final class DefinitionsValidator {

    private final SourceColumns columns;
    private final Unreadable unreadable;
    private final ModelRules.Versions versions;

    private DefinitionsValidator(SchemaReader schemas, Unreadable unreadable, ModelRules.Versions versions) {
        this.columns = new SourceColumns(schemas);
        this.unreadable = unreadable;
        this.versions = versions;
    }

    /** For definitions of a repository; the registry may know versions of a model that the repository does not. */
    public static DefinitionsValidator ofRepository(SchemaReader schemas, Unreadable unreadable) {
        return new DefinitionsValidator(schemas, unreadable, ModelRules.Versions.PARTIAL);
    }

    /** For definitions as they would become a revision. */
    public static DefinitionsValidator ofRevision() {
        return new DefinitionsValidator(SchemaReader.NONE, new Unreadable(), ModelRules.Versions.COMPLETE);
    }

    /** In the order of the definitions, on all processors; empty when the definitions may become a revision. */
    public List<Violation> violations(Definitions definitions) {
        return definitions.all().parallelStream()
                .map(definition -> violations(definition, definitions))
                .flatMap(List::stream)
                .toList();
    }

    private List<Violation> violations(Definition definition, Definitions definitions) {
        List<Violation> violations = new ArrayList<>();
        apply(definition, new Check(definition, definitions, unreadable, violations));
        return violations;
    }

    /** @throws InvalidDefinitionsException with every violation */
    public void requireValid(Definitions definitions) {
        List<Violation> violations = violations(definitions);
        if (!violations.isEmpty()) {
            throw new InvalidDefinitionsException(violations);
        }
    }

    private void apply(Definition definition, Check check) {
        check.requireName("name", definition.name());
        new RenameRules(check).apply(definition);
        if (definition instanceof Entity entity) {
            check.requireNames(
                    "joinKeys",
                    ".name",
                    entity.joinKeys().stream().map(JoinKey::name).toList());
        } else if (definition instanceof DataSource source) {
            new SourceRules(check, columns).apply(source);
        } else if (definition instanceof FeatureView view) {
            new ViewRules(check, columns).apply(view);
        } else if (definition instanceof OnDemandFeatureView view) {
            new OnDemandRules(check).apply(view);
        } else if (definition instanceof FeatureService service) {
            new ServiceRules(check).apply(service);
        } else if (definition instanceof Model model) {
            new ModelRules(check, versions).apply(model);
        } else if (definition instanceof Router router) {
            new ModelRules(check, versions).apply(router);
        } else if (definition instanceof Experiment experiment) {
            new ModelRules(check, versions).apply(experiment);
        }
    }
}
