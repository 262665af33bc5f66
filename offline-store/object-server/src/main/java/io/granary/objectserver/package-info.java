/** A real S3-compatible server for tests. */
@NullMarked
package io.granary.objectserver;

import org.jspecify.annotations.NullMarked;
