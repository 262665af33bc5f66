/** A training set as a page to look at. */
@NullMarked
package io.granary.offline.engine.report;

import org.jspecify.annotations.NullMarked;
