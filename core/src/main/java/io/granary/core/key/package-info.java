/** Entity keys as bytes: self-describing and injective. */
@NullMarked
package io.granary.core.key;

import org.jspecify.annotations.NullMarked;
