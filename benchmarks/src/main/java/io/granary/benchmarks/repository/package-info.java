/** Feature repositories of any size. */
@NullMarked
package io.granary.benchmarks.repository;

import org.jspecify.annotations.NullMarked;
