package io.granary.online.serving;

import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.ViewState;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.Column;
import io.granary.online.store.ReadFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Collects the stored features that a plan needs while it is compiled, and lays out their reads. */
final class EntityGroups {

    private final RevisionContext context;
    private final RequestColumns requestColumns;
    private final List<Group> groups = new ArrayList<>();
    private final List<EntityRole> roles = new ArrayList<>();

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
        int field = groups.get(group).field(view);
        int ordinal = groups.get(group).fields.get(field).ordinal(feature);
        return new StoredFeature(role(new EntityRole(group, columns)), field, ordinal, feature.type());
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

    List<EntityGroup> build() {
        return groups.stream().map(this::build).toList();
    }

    private EntityGroup build(Group group) {
        String project = context.revision().project();
        return EntityGroup.of(
                EntityKeyCodec.of(project, group.joinKeys),
                readFields(group.fields),
                group.fields.stream().map(this::reader).toList());
    }

    /** One read brings all fields of an entity key, so that it may be as stale as the strictest of its views allows. */
    private ReadFields readFields(List<Field> fields) {
        ReadFields readFields =
                ReadFields.of(fields.stream().map(this::storeField).toArray(byte[][]::new));
        boolean mayBeStale = fields.stream().allMatch(field -> field.view.maxStaleness() != null);
        return mayBeStale ? readFields.withMaxStaleness(leastStaleness(fields)) : readFields;
    }

    private static Duration leastStaleness(List<Field> fields) {
        return fields.stream()
                .map(field -> field.view.maxStaleness())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private byte[] storeField(Field field) {
        return state(field).field(field.view.name()).getBytes(StandardCharsets.UTF_8);
    }

    private RowReader reader(Field field) {
        return new RowReader(field.view, state(field), field.wanted, context.newerSchemas(), context.metrics());
    }

    private ViewState state(Field field) {
        return context.revision().viewState(field.view.name());
    }

    private record Group(List<JoinKey> joinKeys, List<Field> fields) {

        int field(FeatureView view) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).view.name().equals(view.name())) {
                    return i;
                }
            }
            fields.add(new Field(view, new ArrayList<>()));
            return fields.size() - 1;
        }
    }

    private record Field(FeatureView view, List<Feature> wanted) {

        int ordinal(Feature feature) {
            int known = wanted.indexOf(feature);
            if (known >= 0) {
                return known;
            }
            wanted.add(feature);
            return wanted.size() - 1;
        }
    }
}
