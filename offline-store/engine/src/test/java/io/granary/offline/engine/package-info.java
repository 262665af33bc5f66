/** The contract that every offline engine passes. */
@NullMarked
package io.granary.offline.engine;

import org.jspecify.annotations.NullMarked;
