package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One life of a partition of the feature log, as it is kept beside the committed offset: the broker forgets both together.
 *
 * @param number grows when the partition's offsets begin anew
 * @param topicId of the topic in that life; null when it was committed by a version that did not ask
 */
record LogEpoch(long number, @Nullable String topicId) {

    private static final Pattern METADATA = Pattern.compile("epoch (\\d+)(?: of (\\S+))?");

    /** Null for what was committed before there were epochs. */
    static @Nullable LogEpoch parse(String metadata) {
        Matcher matcher = METADATA.matcher(metadata);
        return matcher.matches()
                ? new LogEpoch(Long.parseLong(requireNonNull(matcher.group(1))), matcher.group(2))
                : null;
    }

    String metadata() {
        return "epoch " + number + (topicId == null ? "" : " of " + topicId);
    }

    /** The life after this one, whatever the clock says. */
    LogEpoch next(String nextTopicId, long nowMillis) {
        return new LogEpoch(Math.max(number + 1, nowMillis), nextTopicId);
    }

    LogEpoch of(String id) {
        return new LogEpoch(number, id);
    }
}
