/** Avro schemas that producers registered, from a schema registry that speaks Confluent's REST API. */
@NullMarked
package io.granary.formats.schema;

import org.jspecify.annotations.NullMarked;
