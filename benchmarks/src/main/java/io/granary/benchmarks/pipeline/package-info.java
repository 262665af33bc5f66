/** A whole pipeline for benchmarks: broker, Redis, registry and workers, each a process that can be killed. */
@NullMarked
package io.granary.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
