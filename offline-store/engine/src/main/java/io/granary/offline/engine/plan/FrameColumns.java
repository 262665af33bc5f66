package io.granary.offline.engine.plan;

import io.granary.core.GranaryException;
import io.granary.core.type.Column;
import io.granary.core.type.ScalarType;
import io.granary.offline.engine.TableSnapshot;
import io.granary.offline.engine.TrainingSetRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a training set asks of the columns of its entity frame. */
public final class FrameColumns {

    private FrameColumns() {}

    /** @throws GranaryException (INVALID_ARGUMENT) naming a column that is missing or has the name of a feature */
    public static void require(Collection<String> columns, TrainingSetRequest request, TrainingSetPlan plan) {
        if (request.frame() instanceof TableSnapshot frame
                && !frame.unreadable().isEmpty()) {
            throw GranaryException.invalid(
                    "entity frame columns", frame.unreadable(), "types that can be kept; this table has others");
        }
        requireColumn(columns, request.eventTimestamp(), "the event timestamp");
        plan.frameColumns().keySet().forEach(name -> requireColumn(columns, name, "a join key or request field"));
        plan.features().forEach(feature -> requireAbsent(columns, feature.fullName()));
    }

    /** The columns whose types are known: those that the plan needs, and the event timestamp. */
    public static List<Column> typed(TrainingSetRequest request, TrainingSetPlan plan) {
        List<Column> typed = new ArrayList<>();
        plan.frameColumns().forEach((name, type) -> typed.add(new Column(name, type)));
        if (!plan.frameColumns().containsKey(request.eventTimestamp())) {
            typed.add(new Column(request.eventTimestamp(), ScalarType.TIMESTAMP));
        }
        return typed;
    }

    private static void requireColumn(Collection<String> columns, String name, String what) {
        if (!columns.contains(name)) {
            throw GranaryException.invalid("entity frame", columns, "a column '" + name + "', " + what);
        }
    }

    private static void requireAbsent(Collection<String> columns, String feature) {
        if (columns.contains(feature)) {
            throw GranaryException.invalid("entity frame column", feature, "a name that no feature of the set has");
        }
    }
}
