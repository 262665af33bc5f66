/** What a server does that is asked for more than it can do, or whose Redis has stopped to answer. */
@NullMarked
package io.granary.benchmarks.overload;

import org.jspecify.annotations.NullMarked;
