package io.granary.ingestion.deadletter;

import io.granary.registry.client.RolloutSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Gives dead letters back, each once, to those who could not use them. Blocks on the broker. Safe for threads. */
final class LetterReplay {

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

    private ReplayResult replay(ReplayRequest request, Consumer<LetterChoice> sender) {
        LetterChoice choice = new LetterChoice(request, replayed(), rollouts.current());
        LetterPage page = page(request);
        page.letters().forEach(choice::add);
        if (!choice.letters().isEmpty()) {
            sender.accept(choice);
        }
        return new ReplayResult(choice.letters().stream().map(Letter::name).toList(), choice.skipped(), page.next());
    }

    private LetterPage page(ReplayRequest request) {
        return request.ids().isEmpty()
                ? letters.page(request.filter(), request.cursor(), request.limit())
                : new LetterPage(request.ids().stream().map(letters::load).toList(), null);
    }
}
