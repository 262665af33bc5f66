package io.granary.offline.engine;

import io.granary.core.GranaryException;

/**
 * How far a call has come.
 *
 * @param stage what is being done, in a few words
 * @param fraction of the whole call, 0 to 1; never falls within a call
 * @param rows read and written so far
 */
public record Progress(String stage, double fraction, long rows) {

    public Progress {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw GranaryException.invalid("fraction", fraction, "0 to 1");
        }
    }
}
