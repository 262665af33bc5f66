package io.granary.training;

import java.util.Arrays;

/**
 * How good probabilities are.
 *
 * @param rows judged
 * @param baseRate share of rows whose label is true
 * @param auc probability that a true row ranks above a false one, ties counting half; NaN when all labels are equal
 * @param logLoss mean negative log likelihood, probabilities kept {@value #CLIP} away from 0 and 1
 */
public record Metrics(int rows, double baseRate, double auc, double logLoss) {

    static final double CLIP = 1e-15;

    static Metrics of(float[] probabilities, float[] labels) {
        double positives = 0;
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            positives += labels[i];
            loss -= logLikelihood(probabilities[i], labels[i]);
        }
        return new Metrics(labels.length, positives / labels.length, auc(probabilities, labels), loss / labels.length);
    }

    /** What a model that always answers {@code rate} would get. */
    static Metrics ofConstant(double rate, float[] labels) {
        float[] probabilities = new float[labels.length];
        Arrays.fill(probabilities, (float) rate);
        return of(probabilities, labels);
    }

    private static double logLikelihood(float probability, float label) {
        double likelihood = label == 1 ? probability : 1.0 - probability;
        return Math.log(Math.min(Math.max(likelihood, CLIP), 1 - CLIP));
    }

    /** Exact by ranks: the Mann-Whitney statistic with the mean rank for ties. */
    private static double auc(float[] probabilities, float[] labels) {
        // Probability in the high bits (non-negative floats sort like their bits), label in the lowest.
        long[] order = new long[labels.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = ((long) Float.floatToIntBits(probabilities[i]) << 1) | (labels[i] == 1 ? 1 : 0);
        }
        Arrays.sort(order);
        double falseBelow = 0;
        double trues = 0;
        double wins = 0;
        for (int start = 0; start < order.length; ) {
            int end = endOfTie(order, start);
            long tiedTrue = countTrue(order, start, end);
            long tiedFalse = end - start - tiedTrue;
            wins += tiedTrue * (falseBelow + tiedFalse / 2.0);
            falseBelow += tiedFalse;
            trues += tiedTrue;
            start = end;
        }
        return trues == 0 || falseBelow == 0 ? Double.NaN : wins / (trues * falseBelow);
    }

    private static int endOfTie(long[] order, int start) {
        int end = start + 1;
        while (end < order.length && order[end] >> 1 == order[start] >> 1) {
            end++;
        }
        return end;
    }

    private static long countTrue(long[] order, int start, int end) {
        return Arrays.stream(order, start, end).filter(row -> (row & 1) == 1).count();
    }
}
