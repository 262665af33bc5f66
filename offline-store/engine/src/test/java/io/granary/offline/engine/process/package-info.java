@NullMarked
package io.granary.offline.engine.process;

import org.jspecify.annotations.NullMarked;
