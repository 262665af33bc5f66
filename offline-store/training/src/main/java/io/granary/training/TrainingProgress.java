package io.granary.training;

/** Hears how training goes; called on the thread that trains. */
@FunctionalInterface
public interface TrainingProgress {

    TrainingProgress SILENT = (round, rounds, validationLogLoss) -> {};

    /** @param round of {@code rounds}, from 1; training may stop before the last */
    void afterRound(int round, int rounds, double validationLogLoss);
}
