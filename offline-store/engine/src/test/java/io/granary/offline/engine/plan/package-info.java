@NullMarked
package io.granary.offline.engine.plan;

import org.jspecify.annotations.NullMarked;
