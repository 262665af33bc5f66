package io.granary.serving.plan;

/**
 * What one route answered.
 *
 * @param rows places of its rows in the batch that was split, ascending
 * @param batch those rows at the end of the route, with the model's input and outputs
 */
public record RoutedRows(RouteBranch branch, int[] rows, Batch batch) {

    /** The probability with which a row of this route came here: its treatment's, else the route's share. */
    public double propensity(int row) {
        return batch.assigned().isEmpty()
                ? branch.share()
                : batch.assigned().get(row).propensity();
    }
}
