package io.granary.offline.local;

import io.granary.offline.engine.compute.SeenTimes;
import io.granary.offline.engine.plan.ViewRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The point-in-time join of a plain view in one role. An ASOF join finds the event timestamp of each entity row's answer;
 * it sorts keys and moments alone. The rows at these timestamps, each once, are then fetched with their features; of
 * those that tie, the greatest by the write rule stays.
 */
final class AsOfJoin {

    private static final long NANOS_PER_MICRO = 1_000;

    private final Database database;
    private final FrameTable frame;
    private final ViewRelation view;

    AsOfJoin(Database database, FrameTable frame, ViewRelation view) {
        this.database = database;
        this.frame = frame;
        this.view = view;
    }

    /**
     * Makes the tables of a role.
     *
     * @param features to fetch, by their position in the view's row schema
     */
    void join(ViewRole role, RoleTables tables, Collection<Integer> features) {
        database.run("CREATE TABLE found AS SELECT row, " + columns(view.identity()) + ", " + isYoung()
                + " AS young FROM (" + found(role) + ")" + Sql.where(young(SeenTimes.GRACE)));
        database.run("CREATE TABLE wanted AS SELECT DISTINCT " + columns(view.identity()) + " FROM found WHERE young");
        database.run("CREATE TABLE candidates AS SELECT v.* FROM " + view.name() + " AS v JOIN wanted AS w ON "
                + same("v", "w", view.identity()));
        new Ties(database, view.view(), "candidates", view.identity()).leaveGreatest("wanted");
        database.run("CREATE TABLE " + tables.answers() + " AS SELECT found.row"
                + String.join("", features.stream().map(i -> ", c.f" + i).toList())
                + " FROM found JOIN candidates AS c ON " + same("found", "c", view.identity()) + " WHERE young");
        database.run("CREATE TABLE " + tables.tooOld() + " AS SELECT row FROM found WHERE NOT young");
        database.run("DROP TABLE found");
        database.run("DROP TABLE wanted");
        database.run("DROP TABLE candidates");
    }

    /** Entity rows with the identity of the newest rows that are visible to them. */
    private String found(ViewRole role) {
        List<String> keys = view.keys();
        List<String> probes = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String column = frame.probe(role.frameColumns().get(i));
            probes.add(column + " AS " + keys.get(i));
            present.add(column + " IS NOT NULL");
        }
        if (role.isLabel()) {
            present.add("row NOT IN (SELECT row FROM " + LocalLabels.UNKNOWN + ")");
        }
        return "SELECT p.row, p.moment, " + columns("p", keys) + ", " + columns("r", view.times())
                + " FROM (SELECT row, " + (role.isLabel() ? "moment + " + role.aheadMicros() + " AS moment" : "moment")
                + ", "
                + String.join(", ", probes) + " FROM " + FrameTable.PROBES + Sql.where(present) + ") AS p ASOF JOIN ("
                + visible() + ") AS r ON " + same("p", "r", keys) + " AND p.moment >= r.since";
    }

    /** Rows by the moment {@code since} from which entity rows see them, the newest of those that are seen at it. */
    private String visible() {
        String keys = columns(view.keys());
        if (view.risesWithEvents()) {
            return "SELECT " + keys + ", ev, seen AS since FROM " + view.name();
        }
        return "SELECT " + keys + ", since, " + Sql.list(view.times(), time -> "best." + time + " AS " + time)
                + " FROM (SELECT " + keys + ", seen AS since, max({"
                + Sql.list(view.times(), time -> "'" + time + "': " + time) + "}) OVER (PARTITION BY " + keys
                + " ORDER BY seen RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS best FROM " + view.name() + ")";
    }

    private String isYoung() {
        List<String> condition = young(Duration.ZERO);
        return condition.isEmpty() ? "true" : condition.get(0);
    }

    /** The age as a number of twice the bits, which it needs when it spans more than half of all moments. */
    private List<String> young(Duration grace) {
        Duration ttl = view.view().ttl();
        return ttl == null
                ? List.of()
                : List.of("CAST(moment AS HUGEINT) - ev <= " + ttl.plus(grace).toNanos() / NANOS_PER_MICRO);
    }

    private static String columns(List<String> names) {
        return String.join(", ", names);
    }

    private static String columns(String of, List<String> names) {
        return Sql.list(names, name -> of + "." + name);
    }

    private static String same(String left, String right, List<String> columns) {
        return String.join(
                " AND ",
                columns.stream()
                        .map(name -> left + "." + name + " = " + right + "." + name)
                        .toList());
    }
}
