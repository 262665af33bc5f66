package io.granary.offline.local;

import io.granary.offline.engine.TrainingSetColumn;

/**
 * A column of the output.
 *
 * @param sql its value, in the query of {@link SetRows}
 */
record SetColumn(TrainingSetColumn column, String sql) {}
