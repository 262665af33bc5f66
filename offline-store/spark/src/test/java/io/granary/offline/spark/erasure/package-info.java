@NullMarked
package io.granary.offline.spark.erasure;

import org.jspecify.annotations.NullMarked;
