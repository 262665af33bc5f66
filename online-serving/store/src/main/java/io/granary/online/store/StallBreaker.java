package io.granary.online.store;

/**
 * The circuit breaker of one connection whose replies come in order. It opens when the server owes replies and has sent
 * nothing for a while, so that reads fail at once instead of each at its deadline, and closes with the next byte that
 * comes: what the server owes is the probe. Reads that give up early by their own choice open nothing, since their
 * replies come all the same. For the thread of one event loop; asked at a steady pace.
 */
final class StallBreaker {

    /** Silent checks, of which the first may come right after a command has left. */
    private static final int CHECKS_TO_OPEN = 3;

    private int silentChecks;

    /**
     * Takes in that time has passed.
     *
     * @param owed whether the server owes a reply
     * @return whether this has opened it
     */
    boolean check(boolean owed) {
        silentChecks = owed ? silentChecks + 1 : 0;
        return silentChecks == CHECKS_TO_OPEN;
    }

    /**
     * Takes in that the server has sent something, or that there is a new connection.
     *
     * @return whether this has closed it
     */
    boolean heard() {
        boolean wasOpen = isOpen();
        silentChecks = 0;
        return wasOpen;
    }

    boolean isOpen() {
        return silentChecks >= CHECKS_TO_OPEN;
    }

    /** How many checks on end the server has owed a reply. */
    int silentChecks() {
        return silentChecks;
    }
}
