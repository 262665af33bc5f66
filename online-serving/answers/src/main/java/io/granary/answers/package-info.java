/** The files that keep a sample of the answers of online serving, value by value as they were given. */
@NullMarked
package io.granary.answers;

import org.jspecify.annotations.NullMarked;
