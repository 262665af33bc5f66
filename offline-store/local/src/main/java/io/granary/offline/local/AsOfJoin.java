package io.granary.offline.local;

import io.granary.core.definition.StreamSource;
import io.granary.offline.engine.Knowledge;
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
    private static final long MICROS_PER_MILLI = 1_000;

    private final Database database;
    private final FrameTable frame;
    private final ViewRelation view;
    private final Knowledge knowledge;

    /** @param knowledge as the source's, never null */
    AsOfJoin(Database database, FrameTable frame, ViewRelation view, Knowledge knowledge) {
        this.database = database;
        this.frame = frame;
        this.view = view;
        this.knowledge = knowledge;
    }

    /**
     * Makes the tables of a role.
     *
     * @param features to fetch, by their position in the view's row schema
     */
    void join(ViewRole role, RoleTables tables, Collection<Integer> features) {
        database.run("CREATE TABLE found AS SELECT row, " + columns(identity()) + ", " + isYoung() + " AS young FROM ("
                + found(role) + ")" + Sql.where(young(SeenTimes.GRACE)));
        database.run("CREATE TABLE wanted AS SELECT DISTINCT " + columns(identity()) + " FROM found WHERE young");
        database.run("CREATE TABLE candidates AS SELECT v.* FROM " + view.name() + " AS v JOIN wanted AS w ON "
                + same("v", "w", identity()));
        new Ties(database, view, identity()).resolve();
        database.run("CREATE TABLE " + tables.answers() + " AS SELECT found.row"
                + String.join("", features.stream().map(i -> ", c.f" + i).toList())
                + " FROM found JOIN candidates AS c ON " + same("found", "c", identity()) + " WHERE young");
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
        return "SELECT p.row, p.moment, " + columns("p", keys) + ", " + columns("r", times())
                + " FROM (SELECT row, " + (role.isLabel() ? "moment + " + role.aheadMicros() + " AS moment" : "moment")
                + ", "
                + String.join(", ", probes) + " FROM " + FrameTable.PROBES + Sql.where(present) + ") AS p ASOF JOIN ("
                + visible() + ") AS r ON " + same("p", "r", keys) + " AND p.moment >= r.seen";
    }

    /** Rows by the moment {@code seen} from which entity rows see them, the newest of those that are seen at it. */
    private String visible() {
        String keys = columns(view.keys());
        if (risesWithEvents()) {
            return "SELECT " + keys + ", " + TypedSource.EVENT + ", " + seen() + " AS seen FROM " + view.name();
        }
        return "SELECT " + keys + ", seen, best.ev AS ev, best.cr AS cr FROM (SELECT " + keys
                + ", seen, max({'ev': ev, 'cr': cr}) OVER (PARTITION BY " + keys
                + " ORDER BY seen RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS best FROM (SELECT " + keys
                + ", ev, cr, greatest(ev, cr) AS seen FROM " + view.name() + "))";
    }

    private String seen() {
        StreamSource.History history = view.source().atRest().history();
        return knowledge == Knowledge.EVENT_TIME || history == null
                ? TypedSource.EVENT
                : TypedSource.EVENT + " + " + history.delay().toMillis() * MICROS_PER_MILLI;
    }

    /** Whether rows are seen in the order of their event timestamps: the newest that is seen is the newest there is. */
    private boolean risesWithEvents() {
        return knowledge == Knowledge.EVENT_TIME || view.source().atRest().createdTimestamp() == null;
    }

    /** What tells rows that answer from others: entity key and times. */
    private List<String> identity() {
        List<String> identity = new ArrayList<>(view.keys());
        identity.addAll(times());
        return identity;
    }

    /** Rows that are seen in the order of events compete by their created timestamps, too. */
    private List<String> times() {
        return risesWithEvents() ? List.of(TypedSource.EVENT) : List.of(TypedSource.EVENT, TypedSource.CREATED);
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
