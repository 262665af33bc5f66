/** What became of expectations about tables at rest. */
@NullMarked
package io.granary.offline.engine.validation;

import org.jspecify.annotations.NullMarked;
