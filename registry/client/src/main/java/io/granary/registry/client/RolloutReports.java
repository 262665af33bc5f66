package io.granary.registry.client;

import io.granary.core.definition.ViewGeneration;

/**
 * Whom ingestion tells how far it has come. Blocking; safe for threads; telling again what is known changes nothing.
 *
 * <p>Both calls throw {@link io.granary.core.GranaryException}: UNAVAILABLE when nobody heard it, so tell again;
 * CONFLICT or NOT_FOUND when the rollout has moved on, so look at the {@link RolloutSource} again.
 */
public interface RolloutReports {

    /** The rows of a generation that was being built are all in the online store. */
    void filled(ViewGeneration generation);

    /** The rows of a generation that was being dropped are no longer in the online store. */
    void dropped(ViewGeneration generation);
}
