/** How a process talks to the registry: revisions and plans as JSON, typed calls, and a source of revisions that outlives it. */
@NullMarked
package io.granary.registry.client;

import org.jspecify.annotations.NullMarked;
