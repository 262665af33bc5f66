package io.granary.registry.server.repository;

import io.granary.registry.client.RequestJson;

/**
 * How much of a repository is read before it is refused.
 *
 * @param files of definitions
 * @param fileBytes of one of them
 * @param bytes of all together; by default as many as a registry takes in one request
 */
record ReadLimits(int files, int fileBytes, long bytes) {

    static final ReadLimits DEFAULT = new ReadLimits(20_000, 16 << 20, RequestJson.MAX_BYTES);

    static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
