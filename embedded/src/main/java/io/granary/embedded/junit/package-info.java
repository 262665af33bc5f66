/** JUnit extensions that give a test a running Kafka, Redis or PostgreSQL, embedded or in a container; certificates. */
@NullMarked
package io.granary.embedded.junit;

import org.jspecify.annotations.NullMarked;
