/** The types of features and join keys, their Java representation, and lossless coercion between them. */
@NullMarked
package io.granary.core.type;

import org.jspecify.annotations.NullMarked;
