/** Rows out of a Redis that Feast wrote, into the feature log. */
@NullMarked
package io.granary.ingestion.feast;

import org.jspecify.annotations.NullMarked;
