package io.granary.ingestion.deadletter;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.Suggestions;
import io.granary.core.definition.StreamSource;
import io.granary.registry.client.ProjectRollout;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes filters of what callers say. */
final class Filters {

    private Filters() {}

    /** @throws GranaryException NOT_FOUND when there is no such source, INVALID_ARGUMENT for what is no time */
    static LetterFilter of(
            ProjectRollout rollout,
            @Nullable String source,
            @Nullable String view,
            @Nullable String reason,
            @Nullable String since,
            @Nullable String until) {
        return new LetterFilter(
                source == null ? null : topic(rollout, source),
                view,
                reason,
                millis("since", since),
                millis("until", until),
                null);
    }

    /** The names of sources by their topics. */
    static Map<String, String> sources(ProjectRollout rollout) {
        Map<String, String> names = new HashMap<>();
        rollout.newest().streams().forEach(source -> names.putIfAbsent(source.topic(), source.name()));
        return names;
    }

    static @Nullable StreamSource find(ProjectRollout rollout, String topic) {
        return rollout.newest().streams().stream()
                .filter(source -> source.topic().equals(topic))
                .findFirst()
                .orElse(null);
    }

    private static String topic(ProjectRollout rollout, String name) {
        List<StreamSource> streams = rollout.newest().streams();
        for (StreamSource source : streams) {
            if (source.name().equals(name)) {
                return source.topic();
            }
        }
        String suggestion =
                Suggestions.of(name, streams.stream().map(StreamSource::name).toList());
        throw new GranaryException(
                ErrorCode.NOT_FOUND,
                "source: '" + name + "' is no stream or push source" + (suggestion == null ? "" : "; " + suggestion));
    }

    private static @Nullable Long millis(String name, @Nullable String time) {
        if (time == null) {
            return null;
        }
        try {
            return Instant.parse(time).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw GranaryException.invalid(name, "'" + time + "'", "a time in RFC 3339, such as 2026-01-15T10:00:00Z");
        }
    }
}
