package io.granary.consistency;

import io.granary.answers.AnswerFiles;
import io.granary.core.definition.Revision;
import io.granary.core.type.EpochMicros;
import io.granary.core.view.FeatureStatus;
import io.granary.offline.engine.FolderTree;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.PlannedFeature;
import io.granary.offline.local.LocalEngineConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares logged answers, value by value, with what a training set says of the same entities at the times of the requests,
 * and finds what explains each difference.
 */
public final class ConsistencyCheck {

    private final ConsistencyRequest request;
    private final Revisions revisions;
    private final Function<String, EntityErasures> erasures;
    private final Engine engine;
    private final Path scratch;
    private final Tally tally;

    /** Where revisions come from. */
    @FunctionalInterface
    public interface Revisions {

        /** @throws io.granary.core.GranaryException naming the revision when there is none */
        Revision revision(String project, int number);
    }

    /** What makes training sets. */
    @FunctionalInterface
    public interface Engine {

        /** The request with the versions of its sources that are read. */
        default TrainingSetRequest prepare(TrainingSetRequest request) {
            return request;
        }

        TrainingSetManifest build(TrainingSetRequest request);
    }

    /**
     * Of projects from which nobody was erased.
     *
     * @param scratch folder for everything temporary, which is deleted after each training set
     */
    public ConsistencyCheck(ConsistencyRequest request, Revisions revisions, Engine engine, Path scratch) {
        this(request, revisions, project -> EntityErasures.NONE, engine, scratch);
    }

    /**
     * The same, of others.
     *
     * @param erasures from a project, asked when something of it differs
     */
    public ConsistencyCheck(
            ConsistencyRequest request,
            Revisions revisions,
            Function<String, EntityErasures> erasures,
            Engine engine,
            Path scratch) {
        this.request = request;
        this.revisions = revisions;
        this.erasures = erasures;
        this.engine = engine;
        this.scratch = scratch;
        this.tally = new Tally(request.examples());
    }

    /** @throws io.granary.core.GranaryException naming answers that cannot be read, or a revision that there is not */
    public ConsistencyReport run() {
        AnswerFiles files = AnswerFiles.in(request.answers());
        AnswerGroups answers = AnswerGroups.read(files, request);
        tally.skipped(Skipped.DEGRADED, answers.degradedValues());
        for (AnswerGroup group : answers.groups()) {
            check(group);
        }
        return tally.report(answers.answers(), files.unfinished().size());
    }

    private void check(AnswerGroup group) {
        Revision revision =
                revisions.revision(group.question().project(), group.question().revision());
        List<AskedFeature> features = AskedFeature.of(revision, group, request.leftOut());
        for (AskedFeature feature : features) {
            Skipped reason = feature.skipped();
            if (reason != null) {
                tally.skipped(reason, group.rows().size());
            }
        }
        if (features.stream().anyMatch(feature -> feature.skipped() == null)) {
            compare(revision, group, features);
        }
    }

    private void compare(Revision revision, AnswerGroup group, List<AskedFeature> features) {
        Path folder = temporary();
        try {
            OfflineValues offline = OfflineValues.of(revision, group, features, request, engine, folder);
            List<Mismatch> mismatches = mismatches(group, features, offline);
            if (mismatches.isEmpty()) {
                return;
            }
            RoleHistories histories =
                    RoleHistories.read(group, offline, mismatches, LocalEngineConfig.of(folder.resolve("tables")));
            Explainer explainer = new Explainer(
                    offline,
                    histories,
                    request.bounds(),
                    erasures.apply(group.question().project()));
            for (Mismatch mismatch : mismatches) {
                tally.differs(differing(group, features, mismatch, explainer.explain(mismatch)));
            }
        } finally {
            FolderTree.delete(folder);
        }
    }

    private Path temporary() {
        try {
            return Files.createTempDirectory(Files.createDirectories(scratch), "answers");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder in " + scratch, e);
        }
    }

    private List<Mismatch> mismatches(AnswerGroup group, List<AskedFeature> features, OfflineValues offline) {
        List<Mismatch> mismatches = new ArrayList<>();
        for (int asked = 0; asked < features.size(); asked++) {
            if (features.get(asked).skipped() == null) {
                compare(group, features.get(asked), asked, offline, mismatches);
            }
        }
        return mismatches;
    }

    private void compare(
            AnswerGroup group, AskedFeature feature, int asked, OfflineValues offline, List<Mismatch> mismatches) {
        int planned = offline.indexOf(feature);
        PlannedFeature known = offline.plan().features().get(planned);
        ValueBits bits = new ValueBits(known.feature().type());
        for (int row = 0; row < group.rows().size(); row++) {
            AnswerGroup.AskedRow online = group.rows().get(row);
            if (online.statuses().get(asked) == FeatureStatus.UNAVAILABLE) {
                tally.skipped(Skipped.UNAVAILABLE, 1);
                continue;
            }
            tally.compared(feature.view());
            Object value = offline.value(row, planned);
            if (!bits.areEqual(online.values()[asked], value)) {
                mismatches.add(new Mismatch(online, asked, planned, value));
            }
        }
    }

    private static DifferingValue differing(
            AnswerGroup group, List<AskedFeature> features, Mismatch mismatch, Finding finding) {
        AskedFeature feature = features.get(mismatch.asked());
        Map<String, @Nullable Object> entity = new LinkedHashMap<>();
        for (int i = 0; i < group.question().columns().size(); i++) {
            entity.put(group.question().columns().get(i), mismatch.row().entity()[i]);
        }
        return new DifferingValue(
                feature.view(),
                feature.fullName(),
                EpochMicros.toInstant(mismatch.timeMicros()),
                entity,
                mismatch.online(),
                mismatch.status(),
                mismatch.offline(),
                finding.explanation(),
                finding.reason());
    }
}
