package io.granary.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.terminal.Table;
import io.granary.ingestion.Rebuild.Stored;
import io.granary.ingestion.RebuildPlan;
import io.granary.ingestion.RebuildPlan.Part;
import io.granary.ingestion.RebuildPlan.View;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a rebuild will do and has done, for people and for programs. */
final class RebuildText {

    private final RebuildPlan plan;

    RebuildText(RebuildPlan plan) {
        this.plan = plan;
    }

    /**
     * What was done.
     *
     * @param materialized rows at rest that were written to the feature log
     * @param replayed rows computed again that were written to it
     * @param applied how much of the log was applied
     * @param before what was stored when it began
     * @param after what was stored at the end
     */
    record Done(long materialized, long replayed, long applied, Stored before, Stored after, Duration took) {

        private double seconds() {
            return took.toMillis() / 1e3;
        }
    }

    String plan() {
        Table logs = Table.of("FEATURE LOG", "RECORDS", "SINCE");
        plan.logs().forEach(log -> logs.row(log.topic(), log.length(), since(log.since())));
        Table views = Table.of("VIEW", "STATE", "FROM", "LOST");
        plan.views().forEach(view -> views.row(view.field(), view.state().text(), from(view), view.lost()));
        return logs.text() + System.lineSeparator() + views.text() + written();
    }

    /** Rows that came neither from a topic nor from a table. */
    private String written() {
        return plan.logs().stream()
                .map(RebuildPlan.Log::since)
                .filter(since -> since != null)
                .map(
                        "Rows that were written to the online store directly, or imported, before %s are in no log.%n"
                                ::formatted)
                .collect(Collectors.joining());
    }

    private static String from(View view) {
        return view.parts().stream().map(RebuildText::text).collect(Collectors.joining(", "));
    }

    private static String text(Part part) {
        String since = part.since() == null ? "" : " since " + part.since();
        return part.origin().text() + " " + part.name() + since;
    }

    private static String since(@Nullable Instant since) {
        return since == null ? "the beginning" : since.toString();
    }

    String done(Done done) {
        return Table.of("MATERIALIZED", "REPLAYED", "APPLIED", "KEYS", "FIELDS", "SECONDS")
                .row(
                        done.materialized(),
                        done.replayed(),
                        done.applied(),
                        done.before().keys() + " -> " + done.after().keys(),
                        done.before().fields() + " -> " + done.after().fields(),
                        String.format(Locale.ROOT, "%.1f", done.seconds()))
                .text();
    }

    ObjectNode data() {
        ObjectNode data = JsonHttp.MAPPER
                .createObjectNode()
                .put("project", plan.rollout().rollout().project());
        ArrayNode logs = data.putArray("logs");
        plan.logs()
                .forEach(log -> logs.addObject()
                        .put("topic", log.topic())
                        .put("records", log.length())
                        .put("since", text(log.since())));
        ArrayNode views = data.putArray("views");
        plan.views().forEach(view -> add(view, views.addObject()));
        return data.put("whole", plan.isWhole());
    }

    private static void add(View view, ObjectNode shown) {
        shown.put("view", view.name())
                .put("field", view.field())
                .put("revision", view.revision().number())
                .put("state", view.state().text())
                .put("lost", view.lost());
        ArrayNode parts = shown.putArray("from");
        view.parts()
                .forEach(part -> parts.addObject()
                        .put("origin", part.origin().text())
                        .put("name", part.name())
                        .put("since", text(part.since())));
    }

    private static @Nullable String text(@Nullable Instant since) {
        return since == null ? null : since.toString();
    }

    ObjectNode data(Done done) {
        ObjectNode data = data();
        data.putObject("rebuilt")
                .put("rows_materialized", done.materialized())
                .put("rows_replayed", done.replayed())
                .put("records_applied", done.applied())
                .put("keys_before", done.before().keys())
                .put("keys", done.after().keys())
                .put("fields_before", done.before().fields())
                .put("fields", done.after().fields())
                .put("seconds", done.seconds());
        return data;
    }
}
