package io.granary.consistency;

/**
 * What explains a mismatch.
 *
 * @param reason the rows that it is told from
 */
record Finding(Explanation explanation, String reason) {}
