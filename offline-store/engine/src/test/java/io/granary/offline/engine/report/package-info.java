@NullMarked
package io.granary.offline.engine.report;

import org.jspecify.annotations.NullMarked;
