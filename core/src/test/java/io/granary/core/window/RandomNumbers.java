package io.granary.core.window;

import java.util.Random;

/** Numbers that are hard to add: of every magnitude, close to halves, and that cancel out. */
final class RandomNumbers {

    private final Random random;

    RandomNumbers(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    Random random() {
        return random;
    }

    /** Finite doubles of one character. */
    double[] doubles(int count) {
        int character = below(8);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            boolean cancels = i > 0 && below(4) == 0;
            values[i] = (cancels ? -values[below(i)] : value(character)) + 0.0;
        }
        return values;
    }

    /** Long integers of one magnitude. */
    long[] longs(int count) {
        int dropped = below(Long.SIZE);
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = below(50) == 0 ? Long.MIN_VALUE : random.nextLong() >> dropped;
        }
        return values;
    }

    private double value(int character) {
        return switch (character) {
            case 0 -> finite(Double.longBitsToDouble(random.nextLong()));
            case 1 -> random.nextInt(2000) - 1000;
            case 2 -> (random.nextInt(200_000) - 100_000) / 100.0;
            case 3 -> random.nextLong() * Double.MIN_VALUE;
            case 4 -> random.nextBoolean() ? Double.MAX_VALUE : -Double.MAX_VALUE;
            case 5 -> Math.scalb(1.0, below(110) - 55) * (random.nextBoolean() ? 1 : -1);
            case 6 -> (1L << 53) + random.nextInt(5);
            default -> random.nextGaussian() * Math.pow(10, below(24) - 8);
        };
    }

    private static double finite(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? 0.5 : value;
    }
}
