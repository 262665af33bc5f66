/** The online store: what it promises, an in-memory twin, and Redis. */
@NullMarked
package io.granary.online.store;

import org.jspecify.annotations.NullMarked;
