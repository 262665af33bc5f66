package io.granary.core.definition;

import io.granary.core.row.RowSchema;
import io.granary.core.type.Column;
import io.granary.core.window.WindowLayout;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows of a feature view beyond its definition.
 *
 * @param generation hash of the definition it was born with, 12 hex digits; part of the online store's field name
 * @param schemaRevision the revision at which the current row schema appeared; rows written under a later one win
 * @param schemas every row schema of this generation, the current one last; of windows an empty one
 * @param fingerprints stored column, or input of windows, to the hash of what computes it, for every one that this
 *     generation ever had; and {@link #BASE} to the hash of what all of them share
 * @param names what the store calls the view and its features, where that is not their present name
 * @param layout how the window states of this generation are stored, whatever windows its view has now; null: it has rows
 * @param retired earlier generations of the view, oldest first, none with retired ones of its own; a definition that
 *     fits one of them again finds it, with every schema its rows may have
 */
public record ViewState(
        String generation,
        int schemaRevision,
        List<RowSchema> schemas,
        Map<String, String> fingerprints,
        StoredNames names,
        @Nullable WindowLayout layout,
        List<ViewState> retired) {

    /** The key of the fingerprint of entity key, source and {@code where}; not a feature's name. */
    public static final String BASE = "@base";

    public ViewState {
        schemas = List.copyOf(schemas);
        fingerprints = Collections.unmodifiableMap(new TreeMap<>(fingerprints));
        retired = List.copyOf(retired);
    }

    /** Of rows without renames. */
    public ViewState(
            String generation,
            int schemaRevision,
            List<RowSchema> schemas,
            Map<String, String> fingerprints,
            List<ViewState> retired) {
        this(generation, schemaRevision, schemas, fingerprints, StoredNames.SAME, null, retired);
    }

    /** The schema that rows are written under now, with the columns' stored names. */
    public RowSchema schema() {
        return schemas.get(schemas.size() - 1);
    }

    /** The online store's field for the view of that name: the name it was born with, and its generation. */
    public String field(String view) {
        return names.view(view) + "@" + generation;
    }

    /** The column that holds a feature in stored rows of this generation. */
    public Column column(Feature feature) {
        return new Column(names.column(feature.name()), feature.type());
    }

    /** This generation with rows that count as of a schema revision, unless theirs is later. */
    ViewState atLeast(int revision) {
        return new ViewState(
                generation, Math.max(schemaRevision, revision), schemas, fingerprints, names, layout, retired);
    }

    /** This generation under names that it had before; it keeps its field. */
    ViewState with(StoredNames names, List<ViewState> retired) {
        return new ViewState(generation, schemaRevision, schemas, fingerprints, names, layout, retired);
    }
}
