/** Models beside the features: loads model versions, answers inference requests and logs predictions. */
@NullMarked
package io.granary.serving.runtime;

import org.jspecify.annotations.NullMarked;
