/** The records of the feature log, from which the online store is projected. */
@NullMarked
package io.granary.core.featurelog;

import org.jspecify.annotations.NullMarked;
