/** The baseline trainer: a training set in, a gradient-boosted model with honest metrics out. */
@NullMarked
package io.granary.training;

import org.jspecify.annotations.NullMarked;
