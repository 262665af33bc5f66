package io.granary.ingestion.materialization;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.http.InvalidRequest;
import io.granary.http.ProblemError;
import io.granary.ingestion.MaterializationRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of Feast's requests, whose shape the contract has checked. */
final class OrderReader {

    private OrderReader() {}

    /** Of rows between two moments, or of all. */
    static MaterializationOrder readInterval(JsonNode body) {
        requireNoVersion(body);
        boolean all = body.path("disable_event_timestamp").asBoolean();
        return new MaterializationOrder(views(body), all ? MaterializationRange.WHOLE : interval(body));
    }

    /** Of rows since the last run. */
    static MaterializationOrder readIncrement(JsonNode body) {
        requireNoVersion(body);
        return new MaterializationOrder(views(body), MaterializationRange.sinceLast(moment(body, "end_ts")));
    }

    private static MaterializationRange interval(JsonNode body) {
        Instant start = moment(body, "start_ts");
        Instant end = moment(body, "end_ts");
        if (end.isBefore(start)) {
            throw refused("end_ts", end + " (expected: not before start_ts, " + start + ")");
        }
        return MaterializationRange.between(start, end);
    }

    private static Instant moment(JsonNode body, String name) {
        String text = text(body, name);
        if (text == null) {
            throw refused(name, "missing (expected: a moment, or disable_event_timestamp: true for every row)");
        }
        Instant moment = PythonMoment.find(text);
        if (moment == null) {
            throw refused(name, "'" + text + "' (expected: a moment such as 2001-01-15T00:00:00Z)");
        }
        return moment;
    }

    private static @Nullable List<String> views(JsonNode body) {
        if (!body.hasNonNull("feature_views")) {
            return null;
        }
        List<String> views = new ArrayList<>();
        for (JsonNode name : body.get("feature_views")) {
            if (views.contains(name.asText())) {
                throw refused("feature_views[" + views.size() + "]", "'" + name.asText() + "' (expected: once)");
            }
            views.add(name.asText());
        }
        return views;
    }

    private static void requireNoVersion(JsonNode body) {
        String version = text(body, "version");
        if (version != null) {
            throw refused("version", "'" + version + "' (expected: null, as a view has one definition at a time)");
        }
    }

    private static @Nullable String text(JsonNode body, String name) {
        return body.hasNonNull(name) ? body.get(name).asText() : null;
    }

    private static InvalidRequest refused(String name, String detail) {
        return new InvalidRequest(ErrorCode.INVALID_ARGUMENT, List.of(new ProblemError(name, detail)));
    }
}
