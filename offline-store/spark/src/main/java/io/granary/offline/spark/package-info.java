/** The Spark engine: point-in-time joins and materialization of any size, in a JVM of its own. */
@NullMarked
package io.granary.offline.spark;

import org.jspecify.annotations.NullMarked;
