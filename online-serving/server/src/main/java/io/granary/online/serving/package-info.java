/** Online features: from entity keys to feature values with statuses, in process and over HTTP. */
@NullMarked
package io.granary.online.serving;

import org.jspecify.annotations.NullMarked;
