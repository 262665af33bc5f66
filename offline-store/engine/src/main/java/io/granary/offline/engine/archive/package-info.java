/** What an archive has of the topic of a stream, and what its records say, the same for every engine. */
@NullMarked
package io.granary.offline.engine.archive;

import org.jspecify.annotations.NullMarked;
