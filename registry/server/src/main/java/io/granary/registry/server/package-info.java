/** The registry: revisions of projects, what would change them, what may, and the HTTP API in front. */
@NullMarked
package io.granary.registry.server;

import org.jspecify.annotations.NullMarked;
