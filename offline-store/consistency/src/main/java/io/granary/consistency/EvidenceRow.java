package io.granary.consistency;

import io.granary.core.type.EpochMicros;

/**
 * What one row of a source gives a view for one entity key.
 *
 * @param arrivalMicros when it came
 * @param knownMicros from when on a training set may know it, if it is true by then
 * @param content a stored row of a plain view, or an event of windows
 * @param hasId whether an event tells its id
 * @param place where it is
 */
record EvidenceRow(
        long eventMicros, long arrivalMicros, long knownMicros, byte[] content, boolean hasId, String place) {

    @Override
    public String toString() {
        return "row of " + EpochMicros.toInstant(eventMicros) + " that came at " + EpochMicros.toInstant(arrivalMicros)
                + " (" + place + ")";
    }
}
