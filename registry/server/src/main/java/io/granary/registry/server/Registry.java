package io.granary.registry.server;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.GenerationState;
import io.granary.core.definition.ModelVersion;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import io.granary.core.definition.ViewGeneration;
import io.granary.registry.client.ApplyRequest;
import io.granary.registry.client.Plan;
import io.granary.registry.client.RevisionChanges;
import io.granary.registry.client.RevisionSummary;
import io.granary.registry.client.RollbackRequest;
import io.granary.registry.server.plan.Planner;
import io.granary.registry.server.store.ConflictException;
import io.granary.registry.server.store.RememberedRevisions;
import io.granary.registry.server.store.RevisionStore;
import io.granary.registry.server.validation.DefinitionsValidator;
import io.granary.registry.server.validation.Names;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a registry does, without HTTP. Blocking; safe for threads. */
public final class Registry {

    private static final int REGISTRATION_ATTEMPTS = 20;
    private static final int MAX_AUTHOR = 1_000;
    private static final int MAX_MESSAGE = 10_000;

    private final RevisionStore store;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Changes changes = new Changes();

    public Registry(RevisionStore store, InstantSource clock, MeterRegistry meters) {
        this.store = new RememberedRevisions(store);
        this.clock = requireNonNull(clock, "clock");
        this.meters = requireNonNull(meters, "meters");
    }

    /** See {@link RevisionStore#identity()}. */
    public String identity() {
        return store.identity();
    }

    public List<String> projects() {
        return store.projects();
    }

    /** Number of the newest revision; 0 before the first apply. */
    public int newestNumber(String project) {
        return store.latestNumber(Names.requireProject(project));
    }

    /** Number of the newest revision; NOT_FOUND before the first apply. */
    public int latestNumber(String project) {
        int number = newestNumber(project);
        if (number == 0) {
            throw GranaryException.notFound("project", project);
        }
        return number;
    }

    /** NOT_FOUND when the project has no revision of that number. */
    public Revision revision(String project, int number) {
        Revision revision = store.find(project, number);
        if (revision == null) {
            latestNumber(project);
            throw GranaryException.notFound("revision of project '" + project + "'", String.valueOf(number));
        }
        return revision;
    }

    /** What makes one revision into another; NOT_FOUND when the project has not both. */
    public RevisionChanges changes(String project, int since, int number) {
        return changes.between(revision(project, since), revision(project, number));
    }

    /** Newest first; NOT_FOUND before the first apply. */
    public List<RevisionSummary> history(String project) {
        latestNumber(project);
        return store.history(project);
    }

    /** A page of the history, newest first; see {@link RevisionStore#history(String, int, int)}. */
    public List<RevisionSummary> history(String project, int before, int limit) {
        latestNumber(project);
        return store.history(project, before, limit);
    }

    /** What an apply would do now; changes nothing. */
    public Plan plan(String project, Definitions definitions) {
        return plan(project, definitions, Rollout.none(project));
    }

    /**
     * What an apply would do now; changes nothing.
     *
     * @param rollout tells which generations have their rows still, so that a way back to them costs nothing
     */
    public Plan plan(String project, Definitions definitions, Rollout rollout) {
        Revision base = current(project);
        Set<String> kept = rollout.generations().values().stream()
                .filter(generation -> generation.state().isWritten() && generation.state() != GenerationState.BUILDING)
                .map(ViewGeneration::field)
                .collect(Collectors.toSet());
        return Planner.plan(base, next(base, definitions, "", ""), kept);
    }

    /**
     * Makes the next revision. Definitions that change nothing make none: the base is the answer.
     *
     * @throws ConflictException when the base is not the newest revision
     * @throws BreakingChangeException when it would break what others use and is not allowed to
     */
    public Revision apply(String project, ApplyRequest request) {
        try {
            Revision revision = tryApply(project, request);
            count(revision.number() == request.base() ? "unchanged" : "applied");
            return revision;
        } catch (GranaryException e) {
            count(e.code().name().toLowerCase(Locale.ROOT));
            throw e;
        }
    }

    private void count(String outcome) {
        meters.counter("granary.registry.applies", "outcome", outcome).increment();
    }

    private Revision tryApply(String project, ApplyRequest request) {
        requireText("author", request.author(), MAX_AUTHOR);
        requireText("message", request.message(), MAX_MESSAGE);
        Revision base = current(project);
        if (base.number() != request.base()) {
            throw new ConflictException(project, request.base(), base.number());
        }
        Revision next = next(base, request.definitions(), request.author(), request.message());
        Plan plan = Planner.plan(base, next);
        if (plan.breaks() && !request.allowBreaking()) {
            throw new BreakingChangeException(plan);
        }
        return append(base, next, plan);
    }

    /** What leads from one revision to another. */
    public Plan diff(String project, int from, int to) {
        return Planner.plan(revision(project, from), revision(project, to));
    }

    /** Applies the definitions of an old revision; versions that were registered since stay. */
    public Revision rollback(String project, RollbackRequest request) {
        Definitions definitions = revision(project, request.revision()).definitions();
        String message = request.message();
        return apply(
                project,
                new ApplyRequest(
                        request.base(),
                        request.author(),
                        message == null ? "Roll back to revision " + request.revision() : message,
                        definitions,
                        request.allowBreaking()));
    }

    /** Adds a version to a model, on whatever revision is the newest; a version that is there already changes nothing. */
    public Revision registerModelVersion(String project, String model, ModelVersion version) {
        ConflictException conflict = null;
        for (int attempt = 0; attempt < REGISTRATION_ATTEMPTS; attempt++) {
            try {
                return tryRegister(project, model, version);
            } catch (ConflictException e) {
                conflict = e;
            }
        }
        throw new GranaryException(
                ErrorCode.UNAVAILABLE,
                "Cannot register a version of model '" + model + "': too many applies",
                conflict);
    }

    private Revision tryRegister(String project, String model, ModelVersion version) {
        latestNumber(project);
        Revision base = current(project);
        Definitions definitions = ModelVersions.add(base.definitions(), model, version);
        Revision next = next(base, definitions, "granary", "Register " + model + " " + version.version());
        return append(base, next, Planner.plan(base, next));
    }

    private Revision current(String project) {
        @Nullable Revision latest = store.findLatest(Names.requireProject(project));
        return latest == null ? Revision.none(project) : latest;
    }

    private Revision next(Revision base, Definitions given, String author, String message) {
        Definitions merged = ModelVersions.merge(base.definitions(), given).sharing(base.definitions());
        DefinitionsValidator.ofRevision().requireValid(merged);
        return base.next(merged, author, message, timeAfter(base));
    }

    /** Now, or the base's time when the clock has been set back: a history does not run backwards. */
    private Instant timeAfter(Revision base) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(base.createdAt()) ? base.createdAt() : now;
    }

    private Revision append(Revision base, Revision next, Plan plan) {
        if (base.number() > 0 && next.definitions().equals(base.definitions())) {
            return base;
        }
        changes.prepare(next);
        store.append(next, plan.counts());
        return next;
    }

    private static void requireText(String name, String text, int max) {
        if (text.length() > max) {
            throw GranaryException.invalid(name, text.length() + " characters", "at most " + max);
        }
        if (text.indexOf('\0') >= 0) {
            throw GranaryException.invalid(name, "text with a NUL character", "text that any database can keep");
        }
    }
}
