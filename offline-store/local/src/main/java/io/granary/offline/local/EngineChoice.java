package io.granary.offline.local;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.plan.RepositoryPath;
import io.granary.offline.engine.plan.SourceAtRest;
import io.granary.offline.engine.plan.TrainingSetPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which engine fits a training set.
 *
 * @param isLocal whether the local one does
 * @param reason why, in a few words
 */
public record EngineChoice(boolean isLocal, String reason) {

    private static final double MEBIBYTE = 1 << 20;

    /**
     * Looks at what is asked and at how much there is to read.
     *
     * @param limitBytes of input, up to which the local engine is chosen
     */
    public static EngineChoice of(TrainingSetRequest request, long limitBytes) {
        TrainingSetPlan plan = TrainingSetPlan.of(request);
        String refusal = refusal(request, plan);
        if (refusal != null) {
            return new EngineChoice(false, refusal);
        }
        long bytes = listed(request).stream().mapToLong(ListedTable::bytes).sum()
                + inputs(request, plan).stream().mapToLong(EngineChoice::bytes).sum();
        boolean fits = bytes <= limitBytes;
        return new EngineChoice(
                fits,
                String.format(
                        Locale.ROOT,
                        "%,.1f MiB to read, %s than %,.1f MiB",
                        bytes / MEBIBYTE,
                        fits ? "no more" : "more",
                        limitBytes / MEBIBYTE));
    }

    /** @throws LocalRefusal when the local engine cannot do what is asked */
    static void requireLocal(TrainingSetRequest request, TrainingSetPlan plan) {
        String refusal = refusal(request, plan);
        if (refusal != null) {
            throw new LocalRefusal(refusal);
        }
    }

    private static @Nullable String refusal(TrainingSetRequest request, TrainingSetPlan plan) {
        if (request.archive() == null) {
            return null;
        }
        return plan.views().stream()
                .filter(view -> SourceAtRest.of(request.revision(), view).stream() != null)
                .map(view -> "it does not read the archived topic of source '" + view.source() + "'")
                .findFirst()
                .orElse(null);
    }

    private static Set<ListedTable> listed(TrainingSetRequest request) {
        Set<ListedTable> listed = new LinkedHashSet<>(request.snapshots().values());
        if (request.frame() != null) {
            listed.add(request.frame());
        }
        return listed;
    }

    private static Set<Path> inputs(TrainingSetRequest request, TrainingSetPlan plan) {
        Set<Path> inputs = new LinkedHashSet<>();
        if (request.frame() == null) {
            inputs.add(Path.of(request.entities()));
        }
        for (FeatureView view : plan.views()) {
            BatchSource table = SourceAtRest.of(request.revision(), view).table();
            if (table != null && !request.snapshots().containsKey(table.name())) {
                inputs.add(RepositoryPath.resolve(request.repository(), table.path()));
            }
        }
        return inputs;
    }

    /** Of a file, or of the files in a folder; what is not there is not read. */
    private static long bytes(Path path) {
        if (!Files.exists(path)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + path + ": " + e, e);
        }
    }
}
