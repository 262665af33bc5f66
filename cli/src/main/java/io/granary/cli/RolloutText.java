package io.granary.cli;

import io.granary.cli.terminal.Table;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** What people are told of a rollout. */
final class RolloutText {

    private RolloutText() {}

    /** What a revision that was applied just now still needs before it answers, and how to give it that; or nothing. */
    static String afterApply(Rollout rollout, Revision applied) {
        if (rollout.live() >= applied.number()) {
            return "";
        }
        return "\nRevision " + rollout.live() + " answers until these generations are filled:\n"
                + buildingLines(rollout, applied)
                + "'granary rollout' says how far they are, 'granary promote VIEW' answers from one as it is.\n";
    }

    /** What a revision waits for, a line each. */
    static String waitingFor(Rollout rollout, Revision applied) {
        int count = rollout.in(GenerationState.BUILDING).size();
        String generations = count == 1 ? "1 generation" : count + " generations";
        String head = rollout.newest() == applied.number()
                ? "Revision " + applied.number() + " waits for " + generations + ":\n"
                : "Revision " + rollout.newest() + " was applied meanwhile and waits for " + generations + ":\n";
        return head + buildingLines(rollout, applied);
    }

    private static String buildingLines(Rollout rollout, Revision applied) {
        PresentNames names = new PresentNames(applied);
        return rollout.in(GenerationState.BUILDING).stream()
                .map(generation ->
                        "  " + names.text(generation) + "  filled by " + filledBy(generation, applied) + "\n")
                .collect(Collectors.joining());
    }

    private static String filledBy(ViewGeneration generation, Revision revision) {
        FeatureView view = revision.onlineFields().get(generation.field());
        if (view == null) {
            return "ingestion or 'granary materialize'";
        }
        return revision.definitions().source(view.source()) instanceof BatchSource
                ? "'granary materialize " + view.name() + "'"
                : "ingestion, when it has read the topic again";
    }

    /**
     * The rollout as a table, under a line that says which revision answers and over those that say what is awaited.
     *
     * @param newest the rollout's newest revision, which names the views
     */
    static String of(Rollout rollout, Revision newest, Instant now) {
        PresentNames names = new PresentNames(newest);
        Table table = Table.of("VIEW", "GENERATION", "STATE", "SINCE", "AGE", "FIRST REVISION");
        rollout.generations()
                .values()
                .forEach(generation -> table.row(
                        names.view(generation),
                        generation.generation(),
                        generation.state().text(),
                        generation.since(),
                        age(generation.since(), now),
                        generation.firstRevision()));
        String awaited = rollout.isComplete() ? "" : "\n" + waitingFor(rollout, newest);
        return head(rollout) + "\n\n" + table.text() + awaited;
    }

    private static String head(Rollout rollout) {
        String project = "Project '" + rollout.project() + "': revision " + rollout.live() + " is live";
        return rollout.isComplete() ? project + "." : project + ", revision " + rollout.newest() + " waits.";
    }

    /** In its largest unit. */
    private static String age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + "h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
    }
}
