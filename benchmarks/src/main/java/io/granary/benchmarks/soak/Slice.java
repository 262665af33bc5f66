package io.granary.benchmarks.soak;

import io.granary.benchmarks.process.JvmVitals.Vitals;

/**
 * What a part of the time showed.
 *
 * @param helloMicros the median of hello, asked at the same rate in turns with the server
 * @param vitals of the server after it
 * @param redisBytes that Redis received for each request
 */
record Slice(
        double p50Micros, double p99Micros, double helloMicros, double serverMicros, Vitals vitals, double redisBytes) {

    double p50TimesHello() {
        return p50Micros / helloMicros;
    }
}
