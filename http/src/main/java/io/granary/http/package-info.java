/** Placeholder. */
@NullMarked
package io.granary.http;

import org.jspecify.annotations.NullMarked;
