package io.granary.online.serving;

/** How long an answer may become, so that its buffer seldom grows. */
final class FirstGuess {

    private static final long MOST = 64 << 20;

    private FirstGuess() {}

    static int bytes(int beside, int columns, int rows, int perValue) {
        return (int) Math.min(MOST, beside + (long) columns * rows * perValue);
    }
}
