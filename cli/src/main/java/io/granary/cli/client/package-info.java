/** How a command talks to a serving process. */
@NullMarked
package io.granary.cli.client;

import org.jspecify.annotations.NullMarked;
