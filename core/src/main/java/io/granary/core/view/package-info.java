/** What a feature view computes: from a source row to a feature row, and on-demand features from inputs. */
@NullMarked
package io.granary.core.view;

import org.jspecify.annotations.NullMarked;
