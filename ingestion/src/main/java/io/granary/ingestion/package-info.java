/** From events in Kafka to rows in the online store: stream applications, the feature log's projector, dead letters. */
@NullMarked
package io.granary.ingestion;

import org.jspecify.annotations.NullMarked;
