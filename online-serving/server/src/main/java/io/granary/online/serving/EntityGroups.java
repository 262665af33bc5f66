package io.granary.online.serving;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the stored features that a plan needs while it is compiled, and lays out their reads. */
final class EntityGroups {

    private final RevisionContext context;
    private final RequestColumns requestColumns;
    private final List<Group> groups = new ArrayList<>();
    private final List<EntityRole> roles = new ArrayList<>();
    private final Set<ViewVersion> versions = new LinkedHashSet<>();

    EntityGroups(RevisionContext context, RequestColumns requestColumns) {
        this.context = context;
        this.requestColumns = requestColumns;
    }

    StoredFeature add(FeatureSelection selection, FeatureView view, Feature feature) {
        List<JoinKey> joinKeys = context.definitions().joinKeys(view).stream()
                .sorted(Comparator.comparing(JoinKey::name))
                .toList();
        int group = group(joinKeys);
        int[] columns = joinKeys.stream()
                .map(joinKey -> new Column(selection.requestName(joinKey.name()), joinKey.type()))
                .mapToInt(column -> requestColumns.add(column, RequestColumn.Use.JOIN_KEY))
                .toArray();
        versions.add(ViewVersion.of(selection, context.revision()));
        int index = groups.get(group).indexOf(view, context);
        int ordinal = groups.get(group).views.get(index).ordinal(feature);
        int moment = groups.get(group).views.get(index).moment(ordinal);
        return new StoredFeature(role(new EntityRole(group, columns)), index, moment, ordinal, feature.type());
    }

    private int group(List<JoinKey> joinKeys) {
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).joinKeys.equals(joinKeys)) {
                return i;
            }
        }
        groups.add(new Group(joinKeys, new ArrayList<>()));
        return groups.size() - 1;
    }

    private int role(EntityRole role) {
        for (int i = 0; i < roles.size(); i++) {
            if (roles.get(i).isSameAs(role)) {
                return i;
            }
        }
        roles.add(role);
        return roles.size() - 1;
    }

    List<EntityRole> roles() {
        return roles;
    }

    /** Of the views that are read, in the order asked. */
    Set<ViewVersion> versions() {
        return versions;
    }

    List<EntityGroup> build() {
        return groups.stream().map(this::build).toList();
    }

    private EntityGroup build(Group group) {
        String project = context.revision().project();
        return new EntityGroup(
                EntityKeyCodec.of(project, group.joinKeys),
                group.views.stream().map(this::reader).toList(),
                maxStaleness(group.views));
    }

    /** One read brings all views of an entity key, so that it may be as stale as the strictest of them allows. */
    private static @Nullable Duration maxStaleness(List<WantedView> views) {
        boolean mayBeStale = views.stream().allMatch(wanted -> wanted.view().maxStaleness() != null);
        return mayBeStale ? leastStaleness(views) : null;
    }

    private static Duration leastStaleness(List<WantedView> views) {
        return views.stream()
                .map(wanted -> wanted.view().maxStaleness())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private ViewReader reader(WantedView wanted) {
        return wanted.reader(context);
    }

    private record Group(List<JoinKey> joinKeys, List<WantedView> views) {

        int indexOf(FeatureView view, RevisionContext context) {
            for (int i = 0; i < views.size(); i++) {
                if (views.get(i).view().name().equals(view.name())) {
                    return i;
                }
            }
            views.add(WantedView.of(view, context));
            return views.size() - 1;
        }
    }
}
