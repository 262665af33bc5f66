package io.granary.benchmarks.parity;

import static io.granary.benchmarks.oracle.OracleFeature.Where.ALL;
import static io.granary.benchmarks.oracle.OracleFeature.Where.LATE;

import io.granary.benchmarks.oracle.OracleFeature;
import io.granary.benchmarks.oracle.OracleFeature.Where;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The window views that are compared: every function and mode, an entity of one join key and one of two. */
final class Views {

    static final String AIRPORT = "airport_windows";
    static final String ROUTE = "route_windows";

    /**
     * What has to be read before answers are right, as regular expressions: by the applications their own events, by the
     * projector the logs of states. A killed application's group is empty until another process has joined it.
     */
    static final Set<String> TOPICS = Set.of(
            ".*-" + AIRPORT + "-.*-events-repartition",
            ".*-" + AIRPORT + "-.*-windows-changelog",
            ".*-" + ROUTE + "-.*-events-repartition",
            ".*-" + ROUTE + "-.*-windows-changelog");

    /** What the workers share between them. Their clients have names that outlive a kill, as the state of a worker does. */
    static final Pattern SHARED = Pattern.compile(FlightProject.TOPIC + "|.*-events-repartition");

    private static final String SAWTOOTH = "sawtooth";

    /** One aggregation of a view, with a feature for each window. */
    private record Aggregation(
            String view,
            String name,
            String function,
            @Nullable String column,
            Where where,
            String mode,
            List<String> windows) {

        static Aggregation of(String view, String name, String function, @Nullable String column, String... windows) {
            return new Aggregation(view, name, function, column, ALL, SAWTOOTH, List.of(windows));
        }

        Aggregation where(Where selected) {
            return new Aggregation(view, name, function, column, selected, mode, windows);
        }

        Aggregation mode(String other) {
            return new Aggregation(view, name, function, column, where, other, windows);
        }

        List<OracleFeature> features() {
            int open = function.indexOf('(');
            String bare = open < 0 ? function : function.substring(0, open);
            double argument = open < 0 ? 0 : Double.parseDouble(function.substring(open + 1, function.length() - 1));
            return windows.stream()
                    .map(window -> new OracleFeature(view, name, bare, argument, column, where, mode, window))
                    .toList();
        }

        String yaml() {
            return "  - {name: " + name + ", function: " + function
                    + (column == null ? "" : ", of: " + column)
                    + (where.cel() == null ? "" : ", where: " + where.cel())
                    + (mode.equals("lifetime") ? "" : ", windows: [" + String.join(", ", windows) + "]")
                    + ", mode: " + mode + "}\n";
        }
    }

    private static final List<Aggregation> ALL_AGGREGATIONS = List.of(
            Aggregation.of(AIRPORT, "flights", "count", null, "10m", "1h", "24h", "7d", "30d"),
            Aggregation.of(AIRPORT, "late", "count", null, "1h", "24h").where(LATE),
            Aggregation.of(AIRPORT, "delay_sum", "sum", "delay_minutes", "10m", "24h", "30d"),
            Aggregation.of(AIRPORT, "delay_avg", "avg", "delay_minutes", "1h", "7d"),
            Aggregation.of(AIRPORT, "delay_max", "max", "delay_minutes", "24h"),
            Aggregation.of(AIRPORT, "delay_std", "std", "delay_minutes", "1h", "7d"),
            Aggregation.of(AIRPORT, "delay_p50", "percentile(0.5)", "delay_minutes", "24h"),
            Aggregation.of(AIRPORT, "delay_p95", "percentile(0.95)", "delay_minutes", "7d"),
            Aggregation.of(AIRPORT, "late_sum", "sum", "amount", "24h").where(LATE),
            Aggregation.of(AIRPORT, "amount_sum", "sum", "amount", "10m", "1h", "24h", "7d", "30d"),
            Aggregation.of(AIRPORT, "amount_avg", "avg", "amount", "1h", "24h", "30d"),
            Aggregation.of(AIRPORT, "amount_var", "var", "amount", "24h", "30d"),
            Aggregation.of(AIRPORT, "amount_std", "std", "amount", "1h", "7d"),
            Aggregation.of(AIRPORT, "amount_min", "min", "amount", "1h", "30d"),
            Aggregation.of(AIRPORT, "amount_max", "max", "amount", "24h"),
            Aggregation.of(AIRPORT, "amount_first", "first", "amount", "10m", "24h"),
            Aggregation.of(AIRPORT, "amount_last", "last", "amount", "1h", "7d"),
            Aggregation.of(AIRPORT, "amount_first_3", "first_k(3)", "amount", "1h"),
            Aggregation.of(AIRPORT, "amount_last_3", "last_k(3)", "amount", "10m", "24h"),
            Aggregation.of(AIRPORT, "odd_sum", "sum", "odd", "1h", "24h"),
            Aggregation.of(AIRPORT, "odd_min", "min", "odd", "1h"),
            Aggregation.of(AIRPORT, "big_sum", "sum", "big", "1h", "7d"),
            Aggregation.of(AIRPORT, "big_avg", "avg", "big", "24h"),
            Aggregation.of(AIRPORT, "places", "count_distinct", "destination", "24h", "30d"),
            Aggregation.of(AIRPORT, "places_about", "approx_count_distinct", "destination", "7d"),
            Aggregation.of(AIRPORT, "place_last_5", "last_k(5)", "destination", "24h"),
            Aggregation.of(AIRPORT, "place_first", "first", "destination", "1h"),
            Aggregation.of(ROUTE, "hour", "count", null, "1h").mode("exact"),
            Aggregation.of(ROUTE, "hour_sum", "sum", "amount", "1h").mode("exact"),
            Aggregation.of(ROUTE, "hour_last", "last", "amount", "1h").mode("exact"),
            Aggregation.of(ROUTE, "hopping_sum", "sum", "amount", "24h", "7d").mode("hopping"),
            Aggregation.of(ROUTE, "hopping_avg", "avg", "delay_minutes", "24h").mode("hopping"),
            Aggregation.of(ROUTE, "today_sum", "sum", "amount", "24h").mode("tumbling_open"),
            Aggregation.of(ROUTE, "yesterday", "count", null, "1h", "24h").mode("tumbling_closed"),
            Aggregation.of(ROUTE, "yesterday_std", "std", "amount", "24h").mode("tumbling_closed"),
            Aggregation.of(ROUTE, "ever", "count", null, "lifetime").mode("lifetime"),
            Aggregation.of(ROUTE, "ever_sum", "sum", "amount", "lifetime").mode("lifetime"),
            Aggregation.of(ROUTE, "ever_var", "var", "amount", "lifetime").mode("lifetime"),
            Aggregation.of(ROUTE, "ever_first", "first", "amount", "lifetime").mode("lifetime"));

    /** Counts every event of a route that is in time, once. */
    static final OracleFeature EVERY_EVENT =
            new OracleFeature(ROUTE, "ever", "count", 0, null, ALL, "lifetime", "lifetime");

    private Views() {}

    static List<OracleFeature> features() {
        return ALL_AGGREGATIONS.stream()
                .flatMap(each -> each.features().stream())
                .toList();
    }

    /** The feature views as definitions. */
    static String yaml() {
        return view(AIRPORT, "airport", "joinKeys: {airport: origin}\n") + "---\n" + view(ROUTE, "route", "");
    }

    private static String view(String name, String entity, String joinKeys) {
        String aggregations = ALL_AGGREGATIONS.stream()
                .filter(each -> each.view().equals(name))
                .map(Aggregation::yaml)
                .collect(Collectors.joining());
        return "kind: FeatureView\nname: " + name + "\nentities: [" + entity + "]\nsource: arrivals\n" + joinKeys
                + "aggregations:\n" + aggregations;
    }
}
