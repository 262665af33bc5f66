/** Everything that a registry keeps in one file, and back. */
@NullMarked
package io.granary.registry.server.backup;

import org.jspecify.annotations.NullMarked;
