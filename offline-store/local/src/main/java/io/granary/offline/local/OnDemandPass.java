package io.granary.offline.local;

import io.granary.core.GranaryException;
import io.granary.core.expression.Variables;
import io.granary.core.type.Coercion;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.compute.OnDemandRow;
import io.granary.offline.engine.compute.RoleAnswers;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.engine.plan.PlannedOnDemand;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Computes an on-demand view for every entity row: its inputs stream out of DuckDB, its features go into a table of
 * {@code row}, and {@code f0, s0, f1, s1, ...}, value and status by the position in the view.
 */
final class OnDemandPass {

    private final Database database;
    private final TrainingSetPlan plan;
    private final FrameTable frame;
    private final PlannedOnDemand planned;
    private final Failures failures;
    private final OnDemandRow computation;
    private final RoleAnswers answers;
    private final List<Integer> roles;
    private final List<Column> requestColumns = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();
    private final List<Map<FeatureStatus, Long>> statuses = new ArrayList<>();

    OnDemandPass(
            Database database, TrainingSetPlan plan, FrameTable frame, PlannedOnDemand planned, Failures failures) {
        this.database = database;
        this.plan = plan;
        this.frame = frame;
        this.planned = planned;
        this.failures = failures;
        computation = new OnDemandRow(plan, planned);
        answers = new RoleAnswers(plan.roles().size());
        roles = List.copyOf(new TreeSet<>(planned.inputs().values().stream()
                .map(PlannedFeature.Stored::role)
                .toList()));
        planned.view()
                .requestFields()
                .forEach(field -> requestColumns.add(
                        new Column(planned.requestColumns().getOrDefault(field.name(), field.name()), field.type())));
        planned.view().features().forEach(feature -> statuses.add(new EnumMap<>(FeatureStatus.class)));
    }

    /** Makes a table, and gives how many rows each feature of the view has of each status. */
    List<Map<FeatureStatus, Long>> compute(String table) {
        Map<String, DataType> types = new LinkedHashMap<>();
        types.put("row", ScalarType.INT64);
        for (int i = 0; i < statuses.size(); i++) {
            types.put("f" + i, planned.view().features().get(i).type());
            types.put("s" + i, ScalarType.STRING);
        }
        String sql = sql();
        try (Filling computed = Filling.create(database, table, types)) {
            database.stream(sql, row -> compute(row, computed));
        }
        return statuses;
    }

    /** The row's number, whether it was found or too old in each role, then its inputs. */
    private String sql() {
        List<String> selected = new ArrayList<>(List.of("p.row"));
        StringBuilder from = new StringBuilder(" FROM " + FrameTable.PROBES + " AS p");
        for (int role : roles) {
            RoleTables tables = RoleTables.of(role);
            selected.add("a" + role + ".row IS NOT NULL");
            selected.add("o" + role + ".row IS NOT NULL");
            from.append(" LEFT JOIN " + tables.answers() + " AS a" + role + " ON a" + role + ".row = p.row");
            from.append(" LEFT JOIN " + tables.tooOld() + " AS o" + role + " ON o" + role + ".row = p.row");
        }
        for (PlannedFeature.Stored input : planned.inputs().values()) {
            String value = "a" + input.role() + ".f" + input.column();
            cells.add(Cell.of(value, DuckTypes.toDuck(input.feature().type())));
        }
        for (Column column : requestColumns) {
            cells.add(Cell.of("p." + frame.probe(column.name()), DuckTypes.toDuck(column.type())));
        }
        cells.forEach(cell -> selected.add(cell.sql()));
        return "SELECT " + String.join(", ", selected) + from;
    }

    private void compute(ResultSet row, Filling computed) throws SQLException {
        Variables request = read(row);
        try {
            computation.compute(answers, request);
            @Nullable Object[] values = new @Nullable Object[1 + 2 * statuses.size()];
            values[0] = row.getLong(1);
            for (int i = 0; i < statuses.size(); i++) {
                FeatureStatus status = computation.status(i);
                values[1 + 2 * i] = computation.value(i);
                values[2 + 2 * i] = status.name();
                statuses.get(i).merge(status, 1L, Long::sum);
            }
            computed.add(values);
        } catch (GranaryException e) {
            failures.add("entity row " + computation.inputs(answers, request) + ": " + e.getMessage());
        }
    }

    /** Fills the answers of the roles, and gives the request's fields. */
    private Variables read(ResultSet row) throws SQLException {
        answers.clear();
        for (int i = 0; i < roles.size(); i++) {
            if (row.getBoolean(2 + 2 * i)) {
                answers.put(roles.get(i), FeatureStatus.PRESENT, new @Nullable Object[width(roles.get(i))]);
            } else if (row.getBoolean(3 + 2 * i)) {
                answers.put(roles.get(i), FeatureStatus.OUTSIDE_MAX_AGE, null);
            }
        }
        int column = 2 + 2 * roles.size();
        int cell = 0;
        for (PlannedFeature.Stored input : planned.inputs().values()) {
            Object value = cells.get(cell++).read(row, column++);
            answers.set(input, Coercion.coerce(value, input.feature().type(), input.fullName()));
        }
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        for (Column each : requestColumns) {
            request.put(each.name(), cells.get(cell++).read(row, column++));
        }
        return request::get;
    }

    private int width(int role) {
        return plan.schema(plan.roles().get(role).view()).columns().size();
    }
}
