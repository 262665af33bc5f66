/** What large repositories and frequent changes cost: the registry, and the processes that follow it. */
@NullMarked
package io.granary.benchmarks.registry;

import org.jspecify.annotations.NullMarked;
