/** Expectations about single rows, as CEL that the stream and jobs over tables evaluate alike. */
@NullMarked
package io.granary.core.expectation;

import org.jspecify.annotations.NullMarked;
