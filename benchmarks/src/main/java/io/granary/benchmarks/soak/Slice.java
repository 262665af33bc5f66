package io.granary.benchmarks.soak;

import io.granary.benchmarks.process.JvmVitals.Vitals;

/**
 * What a part of the time showed.
 *
 * @param vitals of the server after it
 * @param redisBytes that Redis received for each request
 */
record Slice(double p50Micros, double p99Micros, double serverMicros, Vitals vitals, double redisBytes) {}
