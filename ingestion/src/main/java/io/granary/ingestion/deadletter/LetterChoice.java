package io.granary.ingestion.deadletter;

import io.granary.core.definition.StreamSource;
import io.granary.ingestion.StreamApplications;
import io.granary.registry.client.ProjectRollout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which dead letters are given back, to whom, and why others are not. Not safe for threads. */
final class LetterChoice {

    private static final Set<String> HOPELESS = Set.of("late-event", "null-value");

    private final ReplayRequest request;
    private final Set<String> before;
    private final Set<String> topics;
    private final Map<String, Map<String, String>> applications;
    private final List<Letter> chosen = new ArrayList<>();
    private final Map<Reluctance, Integer> skipped = new EnumMap<>(Reluctance.class);

    /** @param before ids of those that were given back so far */
    LetterChoice(ReplayRequest request, Set<String> before, ProjectRollout rollout) {
        this.request = request;
        this.before = before;
        this.topics =
                rollout.newest().streams().stream().map(StreamSource::topic).collect(Collectors.toSet());
        this.applications = StreamApplications.replayNames(rollout);
    }

    void add(Letter letter) {
        Reluctance reluctance = reluctance(letter);
        if (reluctance == null) {
            chosen.add(letter);
        } else {
            skipped.merge(reluctance, 1, Integer::sum);
        }
    }

    private @Nullable Reluctance reluctance(Letter letter) {
        if (before.contains(letter.name())) {
            return Reluctance.REPLAYED_BEFORE;
        }
        if (letter.replayOf() != null && !request.again()) {
            return Reluctance.FAILED_AGAIN;
        }
        if (HOPELESS.contains(letter.reason())) {
            return Reluctance.HOPELESS;
        }
        if (!topics.contains(letter.topic())) {
            return Reluctance.NO_EVENT;
        }
        return views(letter).isEmpty() ? Reluctance.APPLICATION_GONE : null;
    }

    /** Those that could not use a letter's record and are still computed, as the record is to name them. */
    Set<String> views(Letter letter) {
        String application = letter.application();
        Map<String, String> names = application == null ? Map.of() : applications.getOrDefault(application, Map.of());
        if (letter.view() == null) {
            return Set.copyOf(names.values());
        }
        String name = names.get(letter.view());
        return name == null ? Set.of() : Set.of(name);
    }

    /** Those that are given back, in the order in which they were put aside. */
    List<Letter> letters() {
        return chosen.stream()
                .sorted(Comparator.comparingLong(Letter::millis).thenComparingLong(Letter::offset))
                .toList();
    }

    Map<Reluctance, Integer> skipped() {
        return skipped;
    }
}
