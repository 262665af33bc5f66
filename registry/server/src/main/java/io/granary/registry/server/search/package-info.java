/** Finding things of a revision by words, owner, tag and kind. */
@NullMarked
package io.granary.registry.server.search;

import org.jspecify.annotations.NullMarked;
