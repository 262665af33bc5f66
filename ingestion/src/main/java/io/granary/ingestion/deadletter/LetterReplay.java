package io.granary.ingestion.deadletter;

import io.granary.core.definition.StreamSource;
import io.granary.ingestion.StreamApplications;
import io.granary.registry.client.ProjectRollout;
import io.granary.registry.client.RolloutSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives dead letters back, each once, to the application that could not use them. Blocks on the broker. Safe for threads. */
final class LetterReplay {

    private static final Set<String> HOPELESS = Set.of("late-event", "null-value");

    private final LetterBox letters;
    private final Map<String, String> kafka;
    private final RolloutSource rollouts;

    LetterReplay(LetterBox letters, Map<String, String> kafka, RolloutSource rollouts) {
        this.letters = letters;
        this.kafka = Map.copyOf(kafka);
        this.rollouts = rollouts;
    }

    /** Ids of those that were given back so far. */
    Set<String> replayed() {
        return ReplayedLetters.read(letters.project(), kafka);
    }

    /** One at a time, since another process's replay ends this one's. */
    synchronized ReplayResult replay(ReplayRequest request) {
        if (request.dryRun()) {
            return replay(request, chosen -> {});
        }
        try (ReplaySession session = ReplaySession.open(letters.project(), kafka)) {
            return replay(request, session::send);
        }
    }

    private interface Sender {
        void send(List<Letter> chosen);
    }

    private ReplayResult replay(ReplayRequest request, Sender sender) {
        Set<String> before = replayed();
        LetterPage page = request.ids().isEmpty()
                ? letters.page(request.filter(), request.cursor(), request.limit())
                : new LetterPage(request.ids().stream().map(letters::load).toList(), null);
        ProjectRollout rollout = rollouts.current();
        Set<String> topics =
                rollout.newest().streams().stream().map(StreamSource::topic).collect(Collectors.toSet());
        Set<String> applications = StreamApplications.ids(rollout);
        List<Letter> chosen = new ArrayList<>();
        Map<Reluctance, Integer> skipped = new EnumMap<>(Reluctance.class);
        for (Letter letter : page.letters()) {
            Reluctance reluctance = reluctance(letter, request, before, topics, applications);
            if (reluctance == null) {
                chosen.add(letter);
            } else {
                skipped.merge(reluctance, 1, Integer::sum);
            }
        }
        chosen.sort(Comparator.comparingLong(Letter::millis).thenComparingLong(Letter::offset));
        if (!chosen.isEmpty()) {
            sender.send(chosen);
        }
        return new ReplayResult(chosen.stream().map(Letter::name).toList(), skipped, page.next());
    }

    private static @Nullable Reluctance reluctance(
            Letter letter, ReplayRequest request, Set<String> before, Set<String> topics, Set<String> applications) {
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
        String application = letter.application();
        return application != null && applications.contains(application) ? null : Reluctance.APPLICATION_GONE;
    }
}
