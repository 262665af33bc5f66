package io.granary.cli.validation;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.ingestion.ValidationLog;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.Progress;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import io.granary.offline.engine.process.CopyingEngine;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.engine.validation.ExpectationResult;
import io.granary.offline.engine.validation.ValidationRun;
import io.granary.offline.engine.validation.ValidationRunJson;
import io.granary.offline.local.LocalEngineConfig;
import io.granary.offline.local.TableValidation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Does what another engine does, once the tables are as is expected of them. What was found is told, and kept: of a
 * materialization in the project's topic, of a training set in a file beside it. It does not own the other engine.
 */
public final class ValidatingEngine implements OfflineEngine {

    private final OfflineEngine engine;
    private final LocalEngineConfig config;
    private final ObjectStores stores;
    private final InstantSource clock;
    private final PrintWriter err;

    /**
     * Looks at tables before another engine does.
     *
     * @param config of the DuckDB that looks
     * @param stores that copy the objects that it looks at
     * @param err told of what is not as expected
     */
    public ValidatingEngine(
            OfflineEngine engine, LocalEngineConfig config, ObjectStores stores, InstantSource clock, PrintWriter err) {
        this.engine = engine;
        this.config = config;
        this.stores = stores;
        this.clock = clock;
        this.err = err;
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        List<FeatureView> views = TrainingSetPlan.of(request).views();
        listener.progressed(new Progress("looking at the tables", 0, 0));
        TableValidation validation = new TableValidation(
                config,
                request.revision(),
                request.repository(),
                request.pinned(),
                lookedAt(request.revision(), views, request.snapshots(), listener),
                now());
        ValidationRun run = run("training-set", request.revision(), validation.run(views));
        require(run);
        TrainingSetManifest manifest = engine.buildTrainingSet(request, listener);
        if (!run.results().isEmpty()) {
            keep(run, request.output());
        }
        return manifest;
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        Revision revision = request.revision();
        List<FeatureView> views = request.views().stream()
                .map(name -> revision.definitions().featureView(name))
                .toList();
        listener.progressed(new Progress("looking at the tables", 0, 0));
        TableValidation validation = new TableValidation(
                config,
                revision,
                request.repository(),
                Map.of(),
                lookedAt(revision, views, request.snapshots(), listener),
                now());
        ValidationRun run = run("materialize", revision, validation.run(views));
        if (!run.results().isEmpty()) {
            try (ValidationLog log = ValidationLog.open(request.producer())) {
                log.append(revision.project(), ValidationRunJson.encode(run));
            }
        }
        require(run);
        return engine.materialize(request, listener);
    }

    /** Of the same events as the stream has counted, less those that are set aside, which every request leaves out. */
    @Override
    public BackfillResult backfill(BackfillRequest request, ProgressListener listener) {
        return engine.backfill(request, listener);
    }

    /** The tables of which something is expected; objects with copies. */
    private Map<String, ListedTable> lookedAt(
            Revision revision, List<FeatureView> views, Map<String, ListedTable> tables, ProgressListener listener) {
        Map<String, ListedTable> wanted = new HashMap<>();
        for (FeatureView view : views) {
            BatchSource table = SourceAtRest.of(revision, view).table();
            ListedTable listed = table == null ? null : tables.get(table.name());
            if (table != null && listed != null && TableValidation.isNeeded(revision, view)) {
                wanted.put(table.name(), listed);
            }
        }
        return CopyingEngine.copied(wanted, stores, listener);
    }

    private Instant now() {
        return clock.instant();
    }

    private ValidationRun run(String job, Revision revision, List<ExpectationResult> results) {
        return new ValidationRun(now(), job, revision.number(), results);
    }

    /** Tells of everything that is not as expected. */
    private void require(ValidationRun run) {
        run.results().stream()
                .filter(result -> !result.holds())
                .forEach(result -> err.println("expectation (" + word(result) + "): " + result.text()));
        err.flush();
        String stops = run.results().stream()
                .filter(ExpectationResult::stops)
                .map(ExpectationResult::text)
                .collect(Collectors.joining("; "));
        if (!stops.isEmpty()) {
            throw new GranaryException(ErrorCode.UNPROCESSABLE, "Cannot " + verb(run) + ": " + stops);
        }
    }

    private static String verb(ValidationRun run) {
        return run.job().equals("materialize") ? "materialize" : "make the training set";
    }

    private static String word(ExpectationResult result) {
        return switch (result.onFailure()) {
            case WARN -> "warn";
            case QUARANTINE -> "left out";
            case FAIL -> "fail";
        };
    }

    private static void keep(ValidationRun run, Path folder) {
        Path file = folder.resolve(ValidationRun.FILE_NAME);
        Path staging = folder.resolve("." + ValidationRun.FILE_NAME);
        try {
            Files.write(staging, ValidationRunJson.encode(run));
            Files.move(staging, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot write " + file + ": " + e, e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
