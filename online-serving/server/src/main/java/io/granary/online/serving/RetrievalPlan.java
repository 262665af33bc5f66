package io.granary.online.serving;

import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import java.util.List;

/**
 * A feature query compiled against one revision: which rows to read, where each feature comes from, what is computed.
 * Immutable and safe for threads; holds good as long as a caller keeps it, whatever revisions follow.
 */
public final class RetrievalPlan {

    private final Revision revision;
    private final FeatureQuery query;
    private final List<Column> features;
    private final List<Column> requestColumns;

    RetrievalPlan(Revision revision, FeatureQuery query, List<Column> features, List<Column> requestColumns) {
        this.revision = revision;
        this.query = query;
        this.features = features;
        this.requestColumns = requestColumns;
    }

    public Revision revision() {
        return revision;
    }

    public FeatureQuery query() {
        return query;
    }

    /** Names and types of the answer's features, in the order asked. */
    public List<Column> features() {
        return features;
    }

    /** What a request must bring: join keys under the names of their roles, then request fields. */
    public List<Column> requestColumns() {
        return requestColumns;
    }
}
