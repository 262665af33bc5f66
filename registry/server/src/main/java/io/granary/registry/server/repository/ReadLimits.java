package io.granary.registry.server.repository;

/**
 * How much of a repository is read before it is refused.
 *
 * @param files of definitions
 * @param fileBytes of one of them
 * @param bytes of all together
 */
record ReadLimits(int files, int fileBytes, long bytes) {

    static final ReadLimits DEFAULT = new ReadLimits(20_000, 16 << 20, 64L << 20);

    static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
