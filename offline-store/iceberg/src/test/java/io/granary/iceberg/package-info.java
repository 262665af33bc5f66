/** Tables that Iceberg wrote, for tests of what reads them. */
@NullMarked
package io.granary.iceberg;

import org.jspecify.annotations.NullMarked;
