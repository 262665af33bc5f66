/** The benchmarks by name: real servers in processes of their own, their CPU time counted, every answer checked. */
@NullMarked
package io.granary.benchmarks;

import org.jspecify.annotations.NullMarked;
