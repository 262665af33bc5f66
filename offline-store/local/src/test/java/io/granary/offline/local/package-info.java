/** Tests of the local engine. */
@NullMarked
package io.granary.offline.local;

import org.jspecify.annotations.NullMarked;
