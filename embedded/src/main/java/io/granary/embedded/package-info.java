/** Placeholder. */
@NullMarked
package io.granary.embedded;

import org.jspecify.annotations.NullMarked;
