/** Where revisions are kept: append-only, one winner for each number. */
@NullMarked
package io.granary.registry.server.store;

import org.jspecify.annotations.NullMarked;
