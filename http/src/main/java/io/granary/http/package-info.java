/** What every HTTP process shares: a bounded Vert.x server, strict JSON, problem details, health and metrics. */
@NullMarked
package io.granary.http;

import org.jspecify.annotations.NullMarked;
