package io.granary.training;

import java.util.List;

/**
 * What was read of a training set.
 *
 * @param skipped features whose type trees cannot use
 * @param withoutLabel rows left out because their label is null
 */
record LabelledRows(TrainingTable table, List<String> skipped, int withoutLabel) {}
