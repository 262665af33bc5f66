package io.granary.benchmarks.ingest;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws riders, by Zipf's law (exponent 1) or each as likely. Not safe for threads. */
final class RideKeys {

    private final SplittableRandom random = new SplittableRandom(7);
    private final int keys;
    private final double[] shares;

    private RideKeys(int keys, double[] shares) {
        this.keys = keys;
        this.shares = shares;
    }

    static RideKeys of(IngestCase load) {
        return new RideKeys(load.keys(), load.isSkewed() ? shares(load.keys()) : new double[0]);
    }

    /** The first events are of all riders once, so that each is stored. */
    int next(long event) {
        if (event < keys) {
            return (int) event;
        }
        if (shares.length == 0) {
            return random.nextInt(keys);
        }
        int found = Arrays.binarySearch(shares, random.nextDouble() * shares[keys - 1]);
        return Math.min(keys - 1, found < 0 ? -found - 1 : found);
    }

    private static double[] shares(int keys) {
        double[] shares = new double[keys];
        double sum = 0;
        for (int i = 0; i < keys; i++) {
            sum += 1.0 / (i + 1);
            shares[i] = sum;
        }
        return shares;
    }
}
