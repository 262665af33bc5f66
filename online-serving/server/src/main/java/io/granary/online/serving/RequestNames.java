package io.granary.online.serving;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.type.Column;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Every name that an entity column may have in a project: a request may bring more than its features need. */
final class RequestNames {

    private final Set<String> names = new HashSet<>();

    RequestNames(Definitions definitions) {
        for (Entity entity : definitions.all(Entity.class)) {
            entity.joinKeys().stream().map(JoinKey::name).forEach(names::add);
        }
        for (FeatureService service : definitions.all(FeatureService.class)) {
            service.features().forEach(this::addRole);
        }
        for (OnDemandFeatureView view : definitions.all(OnDemandFeatureView.class)) {
            view.inputs().forEach(this::addRole);
            view.requestFields().stream().map(Column::name).forEach(names::add);
        }
    }

    private void addRole(FeatureSelection selection) {
        names.addAll(selection.joinKeys().values());
    }

    /** @throws GranaryException (INVALID_ARGUMENT) naming the first name that is no join key or request field */
    void refuseUnknown(Collection<String> requested) {
        for (String name : requested) {
            if (!names.contains(name)) {
                throw GranaryException.invalid(
                        "entities",
                        "'" + name + "'",
                        "a join key or request field of the project" + Unknown.suggestion(name, names));
            }
        }
    }
}
