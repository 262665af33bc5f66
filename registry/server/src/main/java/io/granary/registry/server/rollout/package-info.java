/** Which revision of a project answers: generations on their way, and the events that tell of each step. */
@NullMarked
package io.granary.registry.server.rollout;

import org.jspecify.annotations.NullMarked;
