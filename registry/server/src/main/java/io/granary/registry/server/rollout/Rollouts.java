package io.granary.registry.server.rollout;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import io.granary.registry.server.store.RolloutStore;
import io.granary.registry.server.validation.Names;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a registry does with rollouts, without HTTP. Blocking; safe for threads and for several processes. */
public final class Rollouts {

    private static final Logger log = LoggerFactory.getLogger(Rollouts.class);

    private final RolloutStore store;
    private final InstantSource clock;
    private final MeterRegistry meters;

    public Rollouts(RolloutStore store, InstantSource clock, MeterRegistry meters) {
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
        this.meters = requireNonNull(meters, "meters");
    }

    /** The rollout of now; {@link Rollout#none} before the first apply. */
    public Rollout find(String project) {
        return store.find(Names.requireProject(project));
    }

    /** The rollout of now; NOT_FOUND before the first apply. */
    public Rollout rollout(String project) {
        return requireApplied(find(project));
    }

    /**
     * A generation was filled, or is to be answered from although it was not; see {@link Rollout#promote}.
     *
     * @param firstRevision which filling of the generation is meant; null: the present one
     * @return the rollout after that
     */
    public Rollout promote(String project, String view, String generation, @Nullable Integer firstRevision) {
        return change(project, "promoted", rollout -> {
            ViewGeneration known = requireApplied(rollout).generation(view, generation);
            return rollout.promote(filling(known, firstRevision), now());
        });
    }

    /** A generation's rows were removed; see {@link Rollout#dropped}. */
    public Rollout dropped(String project, String view, String generation, @Nullable Integer firstRevision) {
        return change(project, "dropped", rollout -> {
            ViewGeneration known = requireApplied(rollout).find(view, generation);
            return known == null ? rollout : rollout.dropped(filling(known, firstRevision));
        });
    }

    /** Every generation that is retired now, with its project. */
    List<RetiredGeneration> retired() {
        List<RetiredGeneration> retired = new ArrayList<>();
        for (String project : store.projectsWith(GenerationState.RETIRED)) {
            store.find(project)
                    .in(GenerationState.RETIRED)
                    .forEach(generation -> retired.add(new RetiredGeneration(project, generation)));
        }
        return retired;
    }

    /** The time of a retired generation is over; one that is wanted again meanwhile stays. */
    void expire(RetiredGeneration due) {
        change(due.project(), "expired", rollout -> rollout.expire(List.of(due.generation()), now()));
    }

    private Rollout change(String project, String change, UnaryOperator<Rollout> transition) {
        Rollout[] before = new Rollout[1];
        Rollout after = store.change(Names.requireProject(project), rollout -> {
            before[0] = rollout;
            return transition.apply(rollout);
        });
        if (!after.equals(before[0])) {
            meters.counter("granary.registry.generations", "change", change).increment();
            log.info("Project '{}': {} by a generation {}", project, text(after), change);
        }
        return after;
    }

    private static String text(Rollout rollout) {
        return rollout.isComplete()
                ? "revision " + rollout.live() + " is live"
                : "revision " + rollout.live() + " is live and " + rollout.newest() + " waits";
    }

    private static ViewGeneration filling(ViewGeneration known, @Nullable Integer firstRevision) {
        return firstRevision == null
                ? known
                : new ViewGeneration(known.view(), known.generation(), known.state(), known.since(), firstRevision, 0);
    }

    private static Rollout requireApplied(Rollout rollout) {
        if (rollout.newest() == 0) {
            throw GranaryException.notFound("project", rollout.project());
        }
        return rollout;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
