package io.granary.offline.spark;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.plan.SourceAtRest;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rows of sources are read for, as it travels to Spark's tasks: its views, and what each makes of a row. */
interface SweepTask extends Serializable {

    Revision revision();

    /** Where the records of topics are; null: none is read. */
    @Nullable
    EventArchive archive();

    /** In the order in which {@link SweepRow} numbers them. */
    List<FeatureView> views();

    /** What one view makes of the rows of its source. */
    SweepInput input(FeatureView view, SourceAtRest source, List<Column> columns);

    /** The views that read a source. */
    default List<FeatureView> viewsOf(String source) {
        return views().stream().filter(view -> view.source().equals(source)).toList();
    }
}
