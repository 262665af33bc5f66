package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Kind;
import java.util.List;

/** Plans as JSON; a change names its action: {@code add}, {@code change}, {@code rename}, {@code
 * rebuild} or {@code remove}. */
public final class PlanJson {

    private PlanJson() {}

    /** UTF-8 JSON that {@link #decode} turns back into an equal plan. */
    public static byte[] encode(Plan plan) {
        return JsonDocument.encode(new JsonTree()
                .text("project", plan.project())
                .integer("base", plan.base())
                .list("changes", plan.changes(), PlanJson::writeChange)
                .list("consequences", plan.consequences(), ConsequenceJson::write)
                .list("costs", plan.costs(), CostJson::write)
                .node());
    }

    /** UTF-8 JSON as clients of the first build read it: consequences are sentences, and nothing is said of costs. */
    public static byte[] encodeBrief(Plan plan) {
        return JsonDocument.encode(new JsonTree()
                .text("project", plan.project())
                .integer("base", plan.base())
                .list("changes", plan.changes(), PlanJson::writeChange)
                .texts(
                        "consequences",
                        plan.consequences().stream().map(Consequence::sentence).toList())
                .node());
    }

    /** @throws GranaryException (INVALID_ARGUMENT) naming the path of what is wrong */
    public static Plan decode(byte[] json) {
        return JsonDocument.parse(
                json,
                object -> new Plan(
                        object.text("project"),
                        object.integer("base"),
                        object.objects("changes", PlanJson::readChange),
                        object.objects("consequences", ConsequenceJson::read),
                        object.objects("costs", CostJson::read)));
    }

    private static JsonNode writeChange(DefinitionChange change) {
        return new JsonTree()
                .text("action", action(change))
                .text("kind", change.kind().text())
                .text("name", change.name())
                .text("before", change instanceof DefinitionChange.Renamed renamed ? renamed.before() : null)
                .list("fields", change.fields(), PlanJson::writeField)
                .node();
    }

    private static String action(DefinitionChange change) {
        if (change instanceof DefinitionChange.Renamed) {
            return "rename";
        }
        return switch (change.sign()) {
            case "+" -> "add";
            case "~" -> "change";
            case "-/+" -> "rebuild";
            default -> "remove";
        };
    }

    private static DefinitionChange readChange(JsonObject object) {
        Kind kind = Kind.parse(object.text("kind"));
        String name = object.text("name");
        List<FieldChange> fields = object.objects("fields", PlanJson::readField);
        String action = object.text("action");
        return switch (action) {
            case "add" -> new DefinitionChange.Added(kind, name, fields);
            case "change" -> new DefinitionChange.Changed(kind, name, fields);
            case "rename" -> new DefinitionChange.Renamed(kind, name, object.text("before"), fields);
            case "rebuild" -> new DefinitionChange.Rebuilt(kind, name, fields);
            case "remove" -> new DefinitionChange.Removed(kind, name);
            default ->
                throw GranaryException.invalid(
                        object.path("action"), action, "one of add, change, rename, rebuild, remove");
        };
    }

    private static JsonNode writeField(FieldChange field) {
        return new JsonTree()
                .text("path", field.path())
                .text("before", field.before())
                .text("after", field.after())
                .node();
    }

    private static FieldChange readField(JsonObject object) {
        return new FieldChange(object.text("path"), object.findText("before"), object.findText("after"));
    }
}
