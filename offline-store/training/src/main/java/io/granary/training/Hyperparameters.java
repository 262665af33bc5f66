package io.granary.training;

import io.granary.core.GranaryException;

/**
 * How boosted trees are grown.
 *
 * @param rounds at most this many trees
 * @param depth at most this many splits from root to leaf
 * @param eta share of each tree's correction that is kept, above 0 and at most 1
 * @param patience rounds without a better validation log loss after which training stops
 * @param threads of the trainer; one thread gives the same model on every run
 */
public record Hyperparameters(int rounds, int depth, double eta, int patience, int threads, int seed) {

    public static final Hyperparameters DEFAULT = new Hyperparameters(200, 4, 0.1, 20, 1, 42);

    private static final int MAX_ROUNDS = 10_000;
    private static final int MAX_DEPTH = 16;

    public Hyperparameters {
        requireBetween("rounds", rounds, MAX_ROUNDS);
        requireBetween("depth", depth, MAX_DEPTH);
        requireBetween("patience", patience, MAX_ROUNDS);
        requireBetween("threads", threads, 1024);
        if (!(eta > 0 && eta <= 1)) {
            throw GranaryException.invalid("eta", eta, "above 0 and at most 1");
        }
    }

    public Hyperparameters withRounds(int rounds) {
        return new Hyperparameters(rounds, depth, eta, patience, threads, seed);
    }

    public Hyperparameters withDepth(int depth) {
        return new Hyperparameters(rounds, depth, eta, patience, threads, seed);
    }

    public Hyperparameters withEta(double eta) {
        return new Hyperparameters(rounds, depth, eta, patience, threads, seed);
    }

    private static void requireBetween(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw GranaryException.invalid(name, value, "1 to " + max);
        }
    }
}
