package io.granary.offline.local;

import io.granary.archive.ArchiveReader;
import io.granary.core.definition.BatchSource;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.StreamSource;
import io.granary.offline.engine.EventArchive;
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
        long archived = bytes(archived(request, plan));
        long bytes =
                listed(request).stream().mapToLong(ListedTable::bytes).sum() + bytes(inputs(request, plan)) + archived;
        boolean fits = bytes <= limitBytes;
        return new EngineChoice(
                fits,
                mebibytes(bytes) + " to read, " + (archived == 0 ? "" : mebibytes(archived) + " of them archived, ")
                        + (fits ? "no more" : "more") + " than " + mebibytes(limitBytes));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / MEBIBYTE);
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

    /** The files of the topics that may be read: which of them, the moments of entity rows will tell. */
    private static Set<Path> archived(TrainingSetRequest request, TrainingSetPlan plan) {
        EventArchive archive = request.archive();
        Set<Path> files = new LinkedHashSet<>();
        for (FeatureView view : plan.views()) {
            StreamSource stream = SourceAtRest.of(request.revision(), view).stream();
            if (archive != null && stream != null) {
                ArchiveReader.of(archive.folder(), stream.topic())
                        .topics()
                        .forEach(topic -> topic.parts().forEach(part -> files.addAll(part.files())));
            }
        }
        return files;
    }

    private static long bytes(Set<Path> paths) {
        return paths.stream().mapToLong(EngineChoice::bytes).sum();
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
