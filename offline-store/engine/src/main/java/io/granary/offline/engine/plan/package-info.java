/** What a request comes to, worked out once and the same for every engine: which views, columns, sources and moments. */
@NullMarked
package io.granary.offline.engine.plan;

import org.jspecify.annotations.NullMarked;
