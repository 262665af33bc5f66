/** Windowed aggregations: functions, the states that answer them, and how those are stored and read. */
@NullMarked
package io.granary.core.window;

import org.jspecify.annotations.NullMarked;
