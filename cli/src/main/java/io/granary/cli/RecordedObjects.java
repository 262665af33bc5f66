package io.granary.cli;

import io.granary.core.definition.BatchSource;
import io.granary.core.definition.Kind;
import io.granary.core.definition.ObjectAddress;
import io.granary.core.definition.Revision;
import io.granary.offline.engine.FileVersion;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.SourceVersion;
import io.granary.offline.engine.process.ObjectStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the objects again that a training set was made of, or says what has become of them. */
final class RecordedObjects {

    private final ObjectStores stores;
    private final VerifyTrainingSetCommand.Sources sources;

    RecordedObjects(ObjectStores stores, VerifyTrainingSetCommand.Sources sources) {
        this.stores = stores;
        this.sources = sources;
    }

    /** Where a source is in an object store; null when it is not. */
    static @Nullable ObjectAddress address(Revision revision, SourceVersion source) {
        return revision.definitions().find(Kind.BATCH_SOURCE, source.source()) instanceof BatchSource table
                ? table.address()
                : null;
    }

    /**
     * What is read of a source: the objects of then as long as all of them are unchanged, else those of now.
     *
     * @param changes gets a line for each object that is not what it was
     */
    ObjectTable of(SourceVersion source, ObjectAddress address, List<String> changes) {
        ObjectTable now = stores.find(address);
        List<String> changed = changes(source.files(), now);
        changed.forEach(change -> changes.add("source '" + source.source() + "': " + change));
        return changed.isEmpty() && sources == VerifyTrainingSetCommand.Sources.RECORDED
                ? new ObjectTable(address, source.files(), null)
                : now;
    }

    /** What is at the address of an entity frame now. */
    ObjectTable frame(ObjectAddress address) {
        return stores.list(address);
    }

    /** A line for each object that is not what it was: gone, or another version. */
    static List<String> changes(List<FileVersion> then, ObjectTable table) {
        Map<String, FileVersion> now =
                table.files().stream().collect(Collectors.toMap(FileVersion::path, Function.identity()));
        List<String> changes = new ArrayList<>();
        for (FileVersion file : then) {
            FileVersion found = now.get(file.path());
            if (found == null) {
                changes.add(file.path() + " is gone");
            } else if (!file.isVersion(found)) {
                changes.add(file.path() + " had " + file.text() + ", now " + found.text());
            }
        }
        return changes;
    }
}
