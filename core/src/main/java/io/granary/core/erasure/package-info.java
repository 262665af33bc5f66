/** Entities that were erased, told apart without keeping who they are. */
@NullMarked
package io.granary.core.erasure;

import org.jspecify.annotations.NullMarked;
