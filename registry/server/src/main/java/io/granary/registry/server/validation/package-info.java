/** What must hold among the definitions of a project, however they arrive. */
@NullMarked
package io.granary.registry.server.validation;

import org.jspecify.annotations.NullMarked;
