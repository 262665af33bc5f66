@NullMarked
package io.granary.offline.engine.statistics;

import org.jspecify.annotations.NullMarked;
