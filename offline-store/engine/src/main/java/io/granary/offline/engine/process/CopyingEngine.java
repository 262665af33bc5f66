package io.granary.offline.engine.process;

import io.granary.core.GranaryException;
import io.granary.offline.engine.BackfillRequest;
import io.granary.offline.engine.BackfillResult;
import io.granary.offline.engine.ListedTable;
import io.granary.offline.engine.MaterializationRequest;
import io.granary.offline.engine.MaterializationResult;
import io.granary.offline.engine.ObjectTable;
import io.granary.offline.engine.OfflineEngine;
import io.granary.offline.engine.ProgressListener;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.TrainingSetRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes training sets on an engine that reads files only: copies the objects of a request before. */
public final class CopyingEngine implements OfflineEngine {

    private final OfflineEngine engine;
    private final ObjectStores stores;

    /** @param engine closed with this one; the stores are not */
    public CopyingEngine(OfflineEngine engine, ObjectStores stores) {
        this.engine = engine;
        this.stores = stores;
    }

    /** The same tables, with copies of those that are objects. */
    public static Map<String, ListedTable> copied(
            Map<String, ListedTable> tables, ObjectStores stores, ProgressListener listener) {
        Map<String, ListedTable> copied = new LinkedHashMap<>();
        tables.forEach((name, table) -> copied.put(name, copied(table, stores, listener)));
        return copied;
    }

    private static ListedTable copied(ListedTable table, ObjectStores stores, ProgressListener listener) {
        return table instanceof ObjectTable objects && objects.copy() == null
                ? stores.copied(objects, listener)
                : table;
    }

    @Override
    public TrainingSetManifest buildTrainingSet(TrainingSetRequest request, ProgressListener listener) {
        @Nullable ListedTable frame = request.frame();
        TrainingSetRequest copied = request.with(
                copied(request.snapshots(), stores, listener), frame == null ? null : copied(frame, stores, listener));
        try {
            return engine.buildTrainingSet(copied, listener);
        } catch (GranaryException e) {
            throw ofObjects(e, copied);
        }
    }

    /** The same failure, of objects and not of their copies, which nobody knows. */
    private static GranaryException ofObjects(GranaryException failure, TrainingSetRequest request) {
        String before = String.valueOf(failure.getMessage());
        String message = ofObjects(before, request.frame());
        for (ListedTable table : request.snapshots().values()) {
            message = ofObjects(message, table);
        }
        return message.equals(before) ? failure : new GranaryException(failure.code(), message, failure);
    }

    private static String ofObjects(String message, @Nullable ListedTable table) {
        if (!(table instanceof ObjectTable objects) || objects.copy() == null) {
            return message;
        }
        Path copied = objects.copied();
        return message.replace(copied.toString(), objects.address().text());
    }

    @Override
    public MaterializationResult materialize(MaterializationRequest request, ProgressListener listener) {
        return engine.materialize(request, listener);
    }

    @Override
    public BackfillResult backfill(BackfillRequest request, ProgressListener listener) {
        return engine.backfill(request, listener);
    }

    @Override
    public void close() {
        engine.close();
    }
}
