package io.granary.online.serving;

import java.util.List;

/**
 * Which features of a plan have the same event timestamps in every answer, since they share a moment.
 *
 * @param numbers of each feature
 * @param count of different numbers, which start at 0
 */
record Timelines(int[] numbers, int count) {

    static Timelines of(List<PlannedFeature> features) {
        int[] numbers = new int[features.size()];
        int count = 0;
        for (int feature = 0; feature < numbers.length; feature++) {
            int same = findSame(features, feature);
            numbers[feature] = same < feature ? numbers[same] : count++;
        }
        return new Timelines(numbers, count);
    }

    /** The first feature at the same moment, which may be the feature itself. */
    private static int findSame(List<PlannedFeature> features, int feature) {
        for (int other = 0; other < feature; other++) {
            if (features.get(feature).origin() instanceof StoredFeature stored
                    && features.get(other).origin() instanceof StoredFeature candidate
                    && stored.sharesMomentWith(candidate)) {
                return other;
            }
        }
        return feature;
    }

    int of(int feature) {
        return numbers[feature];
    }
}
