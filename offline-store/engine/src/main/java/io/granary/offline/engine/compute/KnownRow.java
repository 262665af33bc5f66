package io.granary.offline.engine.compute;

import io.granary.core.view.FeatureRow;

/**
 * What a source row gives a plain view, with the moments that it is joined by, in epoch microseconds.
 *
 * @param createdMicros as the source declares it, else the arrival
 * @param seenMicros the first moment at which entity rows see it
 */
public record KnownRow(FeatureRow row, long createdMicros, long seenMicros) {}
