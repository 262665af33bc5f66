/** Entities that are erased when somebody asks for it over HTTP, and the receipts. */
@NullMarked
package io.granary.ingestion.erasure;

import org.jspecify.annotations.NullMarked;
