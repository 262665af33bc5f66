package io.granary.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.definition.Expectation;
import io.granary.core.definition.ExpectationCheck;
import io.granary.core.definition.ExpectationCheck.Freshness;
import io.granary.core.definition.ExpectationCheck.Matches;
import io.granary.core.definition.ExpectationCheck.OfRow;
import io.granary.core.definition.ExpectationCheck.OneOf;
import io.granary.core.definition.ExpectationCheck.Range;
import io.granary.core.definition.ExpectationCheck.RowCount;
import io.granary.core.definition.ExpectationCheck.Unique;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expectations as JSON. */
final class ExpectationJson {

    private ExpectationJson() {}

    static JsonNode write(Expectation expectation) {
        ExpectationCheck check = expectation.check();
        JsonTree tree = new JsonTree().text("name", expectation.name()).choice("check", check.kind());
        if (check instanceof OfRow ofRow) {
            tree.text("column", ofRow.column());
        }
        writeRule(check, tree);
        return tree.choice("onFailure", expectation.onFailure()).node();
    }

    private static void writeRule(ExpectationCheck check, JsonTree tree) {
        if (check instanceof Range range) {
            tree.text("min", range.min()).text("max", range.max());
        } else if (check instanceof OneOf set) {
            tree.texts("values", set.values());
        } else if (check instanceof Matches regex) {
            tree.text("pattern", regex.pattern());
        } else if (check instanceof Unique unique) {
            tree.texts("columns", unique.columns());
        } else if (check instanceof Freshness freshness) {
            tree.duration("within", freshness.within());
        } else if (check instanceof RowCount count) {
            writeCount(tree, "min", count.min());
            writeCount(tree, "max", count.max());
        }
    }

    private static void writeCount(JsonTree tree, String field, @Nullable Long rows) {
        if (rows != null) {
            tree.integer(field, rows);
        }
    }

    /** Those of a source or view; none when it says nothing of any. */
    static List<Expectation> readAll(JsonObject object) {
        return object.objects("expectations", ExpectationJson::read);
    }

    private static Expectation read(JsonObject object) {
        return new Expectation(
                object.text("name"),
                check(object.choice("check", ExpectationCheck.Kind.class), object),
                object.choice("onFailure", Expectation.OnFailure.class));
    }

    private static ExpectationCheck check(ExpectationCheck.Kind kind, JsonObject object) {
        return switch (kind) {
            case NOT_NULL -> new ExpectationCheck.NotNull(object.text("column"));
            case RANGE -> new Range(object.text("column"), object.findText("min"), object.findText("max"));
            case SET -> new OneOf(object.text("column"), object.texts("values"));
            case REGEX -> new Matches(object.text("column"), object.text("pattern"));
            case UNIQUE -> new Unique(object.texts("columns"));
            case FRESHNESS -> new Freshness(object.duration("within"));
            case ROW_COUNT -> new RowCount(count(object, "min"), count(object, "max"));
        };
    }

    private static @Nullable Long count(JsonObject object, String field) {
        return object.find(field) == null ? null : object.longInteger(field);
    }
}
