package io.granary.cli;

import io.granary.cli.files.Folders;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.definition.Revision;
import io.granary.iceberg.IcebergCatalogs;
import io.granary.offline.engine.EventArchive;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.SourceChanges;
import io.granary.offline.engine.SourceVersion;
import io.granary.offline.engine.TableVersion;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRecipe;
import io.granary.offline.engine.TrainingSetRequest;
import io.granary.offline.engine.process.ObjectStores;
import io.granary.offline.local.LocalEngineConfig;
import io.granary.offline.local.SetComparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a training set again as its manifest says, and compares the rows. */
final class Reproduction {

    private final TrainingSetFolder set;
    private final Revision revision;
    private final Path repository;
    private final @Nullable EventArchive archive;
    private final List<String> changes = new ArrayList<>();

    Reproduction(TrainingSetFolder set, Revision revision, Path repository, @Nullable EventArchive archive) {
        this.set = set;
        this.revision = revision;
        this.repository = repository;
        this.archive = archive;
    }

    /** @throws GranaryException (FAILED_PRECONDITION) when the manifest does not say enough, or the frame has changed */
    Verification run(VerifyTrainingSetCommand.Sources sources, EngineOptions engine, PrintWriter err)
            throws IOException {
        Path scratch = Files.createTempDirectory("granary-verify");
        try {
            TrainingSetRequest request = request(scratch.resolve("set"), sources, engine);
            TrainingSetManifest again = engine.toCompare()
                    .withEngine(request, err, started -> started.buildTrainingSet(request, ProgressListener.NONE));
            String checksum = set.manifest().checksum();
            return checksum != null && checksum.equals(again.checksum())
                    ? Verification.equal(changes)
                    : compare(new TrainingSetFolder(request.output(), again), scratch);
        } finally {
            Folders.delete(scratch);
        }
    }

    private TrainingSetRequest request(Path output, VerifyTrainingSetCommand.Sources sources, EngineOptions engine)
            throws IOException {
        try (IcebergCatalogs catalogs = engine.iceberg().open();
                ObjectStores stores = engine.objects()) {
            return request(
                    output,
                    sources,
                    new RecordedSnapshots(catalogs, sources, changes),
                    new RecordedObjects(stores, sources));
        }
    }

    private TrainingSetRequest request(
            Path output, VerifyTrainingSetCommand.Sources sources, RecordedSnapshots snapshots, RecordedObjects objects)
            throws IOException {
        TrainingSetRecipe recipe = set.manifest().recipe();
        String entities = recipe.entities();
        if (entities == null || recipe.features().isEmpty()) {
            throw refused("its manifest does not say what was asked: an older version wrote it");
        }
        requireFrame(entities, objects);
        TrainingSetRequest.Builder request = TrainingSetRequest.builder(revision)
                .repository(repository)
                .eventTimestamp(recipe.eventTimestamp())
                .shape(recipe.shape())
                .output(output);
        if (recipe.service() == null) {
            recipe.features().forEach(request::features);
        } else {
            request.service(recipe.service());
        }
        if (recipe.knowledge() != null) {
            request.knowledge(recipe.knowledge());
        }
        addFrame(request, entities, recipe.entityTable(), snapshots, objects);
        addArchive(request, recipe);
        for (SourceVersion source : set.manifest().sources()) {
            TableVersion version = source.snapshot();
            ObjectAddress address = RecordedObjects.address(revision, source);
            if (address != null) {
                request.snapshot(source.source(), objects.of(source, address, changes));
            } else if (version == null) {
                pin(request, source, sources);
            } else {
                request.snapshot(source.source(), snapshots.of(source.source(), version));
            }
        }
        return request.build();
    }

    private static void addFrame(
            TrainingSetRequest.Builder request,
            String entities,
            @Nullable TableVersion version,
            RecordedSnapshots snapshots,
            RecordedObjects objects) {
        if (ObjectAddress.isAddress(entities)) {
            request.entities(objects.frame(ObjectAddress.parse(entities)));
        } else if (version == null) {
            request.entities(Path.of(entities));
        } else {
            request.entities(snapshots.frame(version));
        }
    }

    private void addArchive(TrainingSetRequest.Builder request, TrainingSetRecipe recipe) {
        EventArchive read = archive == null && recipe.archive() != null ? EventArchive.of(recipe.archive()) : archive;
        if (read != null) {
            request.archive(read);
        }
    }

    private void requireFrame(String entities, RecordedObjects objects) throws IOException {
        if (ObjectAddress.isAddress(entities)) {
            ObjectTable now = objects.frame(ObjectAddress.parse(entities));
            List<String> changed = RecordedObjects.changes(set.manifest().entities(), now);
            if (!changed.isEmpty()
                    || now.files().size() != set.manifest().entities().size()) {
                throw refused("its entity frame " + entities + " is not what it was: "
                        + (changed.isEmpty() ? "it has other objects" : String.join("; ", changed)));
            }
            return;
        }
        for (FileVersion file : set.manifest().entities()) {
            String problem = SourceChanges.content(Path.of(file.path()), file);
            if (problem != null) {
                throw refused("its entity frame " + file.path() + " " + problem);
            }
        }
    }

    /** A source's files are those of the manifest as long as all of them are as they were. */
    private void pin(TrainingSetRequest.Builder request, SourceVersion source, VerifyTrainingSetCommand.Sources sources)
            throws IOException {
        List<String> changed = SourceChanges.of(source);
        changes.addAll(changed);
        if (changed.isEmpty() && sources == VerifyTrainingSetCommand.Sources.RECORDED) {
            request.pinned(
                    source.source(),
                    source.files().stream().map(file -> Path.of(file.path())).toList());
        }
    }

    private Verification compare(TrainingSetFolder again, Path scratch) {
        addNewFiles(again.manifest());
        List<String> columns =
                set.manifest().columns().stream().map(TrainingSetColumn::name).toList();
        SetComparison compared = SetComparison.of(LocalEngineConfig.of(scratch), set.files(), again.files(), columns);
        Map<String, String> example = compared.example();
        return new Verification(
                List.of(), compared.rows(), compared.columns(), changes, example == null ? Map.of() : example);
    }

    private void addNewFiles(TrainingSetManifest again) {
        Set<String> known = new LinkedHashSet<>();
        set.manifest().sources().forEach(source -> source.files().forEach(file -> known.add(file.path())));
        for (SourceVersion source : again.sources()) {
            if (source.snapshot() != null) {
                continue;
            }
            source.files().stream()
                    .filter(file -> !known.contains(file.path()))
                    .forEach(file -> changes.add("source '" + source.source() + "': " + file.path() + " is new"));
        }
    }

    private GranaryException refused(String reason) {
        return new GranaryException(ErrorCode.FAILED_PRECONDITION, "Cannot reproduce " + set.folder() + ": " + reason);
    }
}
