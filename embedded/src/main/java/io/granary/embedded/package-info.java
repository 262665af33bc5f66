/** Real servers in and beside this process: a Kafka broker and a redis-server, their data in a given folder. */
@NullMarked
package io.granary.embedded;

import org.jspecify.annotations.NullMarked;
