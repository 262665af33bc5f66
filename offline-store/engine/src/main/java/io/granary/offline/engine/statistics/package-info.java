/** Statistics of a training set's columns that come out the same whatever the order of its rows and however they are split. */
@NullMarked
package io.granary.offline.engine.statistics;

import org.jspecify.annotations.NullMarked;
