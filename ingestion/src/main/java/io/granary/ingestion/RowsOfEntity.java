package io.granary.ingestion;

import io.granary.answers.AnswerErasure;
import io.granary.answers.LoggedAnswer;
import io.granary.answers.LoggedColumn;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.FeatureSelection;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.OnDemandFeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.View;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of logged answers that an entity was asked for by: under the names of its join keys, and under those that a
 * feature service gives them in some role. Not safe for threads.
 */
final class RowsOfEntity implements AnswerErasure.ErasedRows {

    private final String project;
    private final EntityKey key;
    private final List<JoinKey> joinKeys;
    private final List<String> own;
    private final EntityKeyCodec codec;
    private final IntFunction<Revision> revisions;
    private final Map<Question, Set<List<String>>> names = new HashMap<>();

    /** @param revisions any that answered, by number */
    RowsOfEntity(String project, Entity entity, EntityKey key, IntFunction<Revision> revisions) {
        this.project = project;
        this.key = key;
        this.joinKeys = entity.joinKeys();
        this.own = joinKeys.stream().map(JoinKey::name).toList();
        this.codec = EntityKeyCodec.of(project, entity.joinKeys());
        this.revisions = revisions;
    }

    /** What tells the names under which join keys are given. */
    private record Question(int revision, @Nullable String service) {}

    @Override
    public List<Integer> of(LoggedAnswer answer) {
        List<Integer> rows = new ArrayList<>();
        if (!answer.project().equals(project)) {
            return rows;
        }
        List<List<LoggedColumn>> roles = names(answer).stream()
                .map(role -> columns(answer, role))
                .filter(columns -> columns.size() == joinKeys.size())
                .toList();
        for (int row = 0; row < answer.rows(); row++) {
            int place = row;
            if (roles.stream().anyMatch(columns -> isEntity(columns, place))) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Of each role, the names of the join keys' columns. */
    private Set<List<String>> names(LoggedAnswer answer) {
        return names.computeIfAbsent(new Question(answer.revision(), answer.service()), this::names);
    }

    private Set<List<String>> names(Question question) {
        Set<List<String>> roles = new HashSet<>();
        roles.add(own);
        if (question.service() != null) {
            Definitions definitions = revisions.apply(question.revision()).definitions();
            for (FeatureSelection selection :
                    definitions.service(question.service()).features()) {
                roles.add(own.stream().map(selection::requestName).toList());
                View view = definitions.view(selection.view());
                if (view instanceof OnDemandFeatureView computed) {
                    computed.inputs()
                            .forEach(input -> roles.add(own.stream()
                                    .map(name -> selection.requestName(input.requestName(name)))
                                    .toList()));
                }
            }
        }
        return roles;
    }

    /** Fewer than there are join keys when the answer has no such column, or one of something else with that name. */
    private List<LoggedColumn> columns(LoggedAnswer answer, List<String> role) {
        List<LoggedColumn> columns = new ArrayList<>();
        for (int i = 0; i < role.size(); i++) {
            String name = role.get(i);
            DataType type = joinKeys.get(i).type();
            answer.entities().stream()
                    .filter(column ->
                            column.name().equals(name) && column.type().equals(type))
                    .findFirst()
                    .ifPresent(columns::add);
        }
        return columns;
    }

    private boolean isEntity(List<LoggedColumn> columns, int row) {
        @Nullable
        Object[] values =
                columns.stream().map(column -> column.values().get(row)).toArray();
        return !Arrays.asList(values).contains(null) && codec.encode(values).equals(key);
    }
}
