/** Every record of a project's topics, from Kafka into the files of an archive. */
@NullMarked
package io.granary.ingestion.archive;

import org.jspecify.annotations.NullMarked;
