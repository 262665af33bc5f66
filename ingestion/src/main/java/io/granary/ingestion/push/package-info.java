/** Rows that come over HTTP: checked at the edge, computed by their definitions, acknowledged when Kafka has them. */
@NullMarked
package io.granary.ingestion.push;

import org.jspecify.annotations.NullMarked;
