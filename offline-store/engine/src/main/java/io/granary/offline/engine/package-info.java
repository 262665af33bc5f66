/** Training sets and materialization: what is asked of an offline engine, and what it answers. */
@NullMarked
package io.granary.offline.engine;

import org.jspecify.annotations.NullMarked;
