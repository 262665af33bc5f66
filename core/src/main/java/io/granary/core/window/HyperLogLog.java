package io.granary.core.window;

import java.util.Arrays;

/**
 * 4,096 registers, each the greatest rank of the hashes that fall into it: a standard error of 1.6 %. Estimates by Ertl's
 * improved estimator ("New cardinality estimation algorithms for HyperLogLog sketches", algorithm 6), which needs no
 * tables of corrections.
 */
final class HyperLogLog {

    static final int REGISTERS = 4096;
    /** The greatest rank: one more than the bits of a hash that do not choose the register. */
    static final int MAX_RANK = 53;

    private static final int INDEX_BITS = 12;
    private static final double TWICE_LN_2 = 1.3862943611198906;

    private byte[] ranks = {};

    /** A bit for each register that is not zero: most sketches of a tile have few, and are read and cleared by these alone. */
    private final long[] present = new long[REGISTERS / Long.SIZE];

    private int used;

    /** How many registers are not zero. */
    int used() {
        return used;
    }

    boolean isEmpty() {
        return used == 0;
    }

    void clear() {
        for (int register = next(0); register < REGISTERS; register = next(register + 1)) {
            ranks[register] = 0;
        }
        Arrays.fill(present, 0);
        used = 0;
    }

    /** The first register from one on that is not zero; {@link #REGISTERS} if there is none. */
    int next(int register) {
        int word = register / Long.SIZE;
        long bits = word < present.length ? present[word] & (-1L << register) : 0;
        while (bits == 0) {
            if (++word >= present.length) {
                return REGISTERS;
            }
            bits = present[word];
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }

    void add(long hash) {
        long rest = (hash << INDEX_BITS) | (1L << (INDEX_BITS - 1));
        raise((int) (hash >>> (Long.SIZE - INDEX_BITS)), Long.numberOfLeadingZeros(rest) + 1);
    }

    /** Raises a register to a rank from 1 on, if it is less. */
    void raise(int register, int rank) {
        if (ranks.length == 0) {
            ranks = new byte[REGISTERS];
        }
        int before = ranks[register];
        if (rank > before) {
            ranks[register] = (byte) rank;
            present[register / Long.SIZE] |= 1L << register;
            used += before == 0 ? 1 : 0;
        }
    }

    int rank(int register) {
        return used == 0 ? 0 : ranks[register];
    }

    long estimate() {
        if (used == 0) {
            return 0;
        }
        int[] counts = new int[MAX_RANK + 1];
        for (byte rank : ranks) {
            counts[rank]++;
        }
        double sum = REGISTERS * tau(1 - counts[MAX_RANK] / (double) REGISTERS);
        for (int rank = MAX_RANK - 1; rank >= 1; rank--) {
            sum = 0.5 * (sum + counts[rank]);
        }
        sum += REGISTERS * sigma(counts[0] / (double) REGISTERS);
        return Math.round(REGISTERS / TWICE_LN_2 * REGISTERS / sum);
    }

    /** The sum of {@code x^(2^k) * 2^(k - 1)} over k from 1, and x. */
    private static double sigma(double x) {
        double power = x;
        double factor = 1;
        double sum = x;
        double before;
        do {
            power *= power;
            before = sum;
            sum += power * factor;
            factor += factor;
        } while (sum != before);
        return sum;
    }

    /** A third of {@code 1 - x} less the sum of {@code (1 - x^(2^-k))^2 * 2^-k} over k from 1. */
    private static double tau(double x) {
        if (x == 0 || x == 1) {
            return 0;
        }
        double root = x;
        double factor = 1;
        double sum = 1 - x;
        double before;
        do {
            root = Math.sqrt(root);
            before = sum;
            factor *= 0.5;
            sum -= (1 - root) * (1 - root) * factor;
        } while (sum != before);
        return sum / 3;
    }
}
