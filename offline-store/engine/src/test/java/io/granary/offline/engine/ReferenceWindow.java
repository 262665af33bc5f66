package io.granary.offline.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A window of an hour with a tail of 5 minutes over {@code n}, as plainly as it can be said: every entity row against every
 * event, each of which counts once.
 */
record ReferenceWindow(Map<Long, List<ReferenceFact>> events, Duration lateness, Duration skew) {

    private static final long HOP = 300_000_000;
    private static final long WINDOW = 3_600_000_000L;

    /** What an event is known by, and what it brings. */
    private record Content(String id, Instant at, @Nullable Long n) {}

    /** How many events are not null, and their sum, or null when there are none. */
    record Answer(long count, @Nullable Long sum) {}

    Answer answer(ReferenceQuestion question, boolean onlyArrived) {
        Set<Content> counted = new HashSet<>();
        long end = micros(question.at());
        long start = Math.floorDiv(end, HOP) * HOP - WINDOW;
        for (ReferenceFact event : ReferenceFact.of(question, events)) {
            Instant arrival = event.created() == null ? event.at() : event.created();
            boolean counts = question.isAbout(event)
                    && micros(event.at()) >= start
                    && micros(event.at()) < end
                    && !arrival.isAfter(event.at().plus(lateness))
                    && !event.at().isAfter(arrival.plus(skew))
                    && !(onlyArrived && arrival.isAfter(question.at()));
            if (counts) {
                counted.add(new Content(event.id(), event.at(), event.n()));
            }
        }
        List<Long> numbers =
                counted.stream().map(Content::n).filter(n -> n != null).toList();
        return new Answer(
                numbers.size(),
                numbers.isEmpty()
                        ? null
                        : (Long) numbers.stream().mapToLong(Long::longValue).sum());
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000;
    }
}
