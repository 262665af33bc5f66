/** What every module of Granary shares: the error type, suggestions for mistyped names; its sub-packages hold definitions, values and codecs. */
@NullMarked
package io.granary.core;

import org.jspecify.annotations.NullMarked;
