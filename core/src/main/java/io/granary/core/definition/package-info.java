/** What a feature repository defines, as immutable records: entities, sources, views, services, models. */
@NullMarked
package io.granary.core.definition;

import org.jspecify.annotations.NullMarked;
