/** Rows of a feature view as bytes: schema, Avro body, and the header whose order is the write rule. */
@NullMarked
package io.granary.core.row;

import org.jspecify.annotations.NullMarked;
