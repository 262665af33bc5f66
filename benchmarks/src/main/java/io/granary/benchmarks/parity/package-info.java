/** Whether the stream's online answers, training sets and the plain definition agree in every bit, whatever is killed. */
@NullMarked
package io.granary.benchmarks.parity;

import org.jspecify.annotations.NullMarked;
