package io.granary.offline.engine.plan;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.type.EpochMicros;
import io.granary.offline.engine.SetPart;
import io.granary.offline.engine.SetSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the rows of an entity frame go to the parts of a set: each has a number, a moment in epoch microseconds or a hash, and is in
 * the part before the first bound that is greater.
 */
public final class FrameParts {

    /** Every row is in the first. */
    public static final FrameParts NONE = new FrameParts(List.of());

    private final long[] bounds;

    private FrameParts(List<Long> bounds) {
        this.bounds = bounds.stream().mapToLong(Long::longValue).toArray();
    }

    /** Parts by hash. */
    public static FrameParts byHash(SetSplit split) {
        return new FrameParts(split.bounds());
    }

    /** Parts by time, whose first moments are given. */
    public static FrameParts byTime(List<Long> micros) {
        return new FrameParts(micros);
    }

    /** The first moments that a split by time names, in epoch microseconds. */
    public static List<Long> cuts(SetSplit split) {
        return split.cuts().stream().map(EpochMicros::of).toList();
    }

    /** The least number of each part but the first. */
    public List<Long> bounds() {
        return Arrays.stream(bounds).boxed().toList();
    }

    /**
     * The position of a row's part.
     *
     * @param bounds the least number of each part but the first
     */
    public static int part(long[] bounds, long number) {
        int part = 0;
        while (part < bounds.length && number >= bounds[part]) {
            part++;
        }
        return part;
    }

    /** The same in SQL. */
    public String sql(String number) {
        StringBuilder sql = new StringBuilder("CASE");
        for (int part = 0; part < bounds.length; part++) {
            sql.append(" WHEN " + number + " < " + bounds[part] + " THEN " + part);
        }
        return bounds.length == 0 ? "0" : sql + " ELSE " + bounds.length + " END";
    }

    /**
     * The parts of a set that is written.
     *
     * @param rows of each part
     * @param files of the set
     */
    public List<SetPart> written(SetSplit split, long[] rows, List<String> files) {
        List<SetPart> parts = new ArrayList<>();
        for (int part = 0; part < rows.length; part++) {
            String name = split.parts().get(part);
            parts.add(new SetPart(
                    name,
                    rows[part],
                    split.by() == SetSplit.By.TIME && part > 0 ? EpochMicros.toInstant(bounds[part - 1]) : null,
                    files.stream().filter(file -> file.startsWith(name + "/")).toList()));
        }
        return parts;
    }

    /**
     * The columns that a split by hash looks at.
     *
     * @param known columns of the frame whose values have types of ours, in their order
     * @throws GranaryException (INVALID_ARGUMENT) naming a column that cannot be hashed, or asking for columns
     */
    public static List<String> hashed(SetSplit split, TrainingSetPlan plan, List<String> known) {
        List<String> asked =
                split.by() == SetSplit.By.ENTITY && split.columns().isEmpty() ? entityColumns(plan) : split.columns();
        for (String column : asked) {
            if (!known.contains(column)) {
                throw GranaryException.invalid("split columns", column, "one of " + known);
            }
        }
        return asked.isEmpty() ? known : asked;
    }

    /** Those that hold the join keys of every view; when views have different ones, it is not said which entity is meant. */
    private static List<String> entityColumns(TrainingSetPlan plan) {
        List<TreeSet<String>> keys = plan.roles().stream()
                .map(role -> new TreeSet<>(role.frameColumns()))
                .distinct()
                .toList();
        if (keys.size() != 1) {
            throw GranaryException.invalid(
                    "split columns",
                    List.of(),
                    "the columns of the entity that is to be in one part only, as views have different ones: "
                            + keys.stream().map(TreeSet::toString).sorted().collect(Collectors.joining(", ")));
        }
        return List.copyOf(keys.get(0));
    }

    /** @throws GranaryException (FAILED_PRECONDITION) naming a part without rows */
    public static void requireRows(SetSplit split, long[] rows) {
        for (int part = 0; part < rows.length; part++) {
            if (rows[part] == 0) {
                throw new GranaryException(
                        ErrorCode.FAILED_PRECONDITION,
                        "Cannot split " + Arrays.stream(rows).sum() + " entity rows by " + split.text()
                                + ": no row is in part '" + split.parts().get(part) + "'");
            }
        }
    }
}
