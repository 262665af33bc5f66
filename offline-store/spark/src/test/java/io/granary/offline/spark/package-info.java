/** The Spark engine, tested. */
@NullMarked
package io.granary.offline.spark;

import org.jspecify.annotations.NullMarked;
