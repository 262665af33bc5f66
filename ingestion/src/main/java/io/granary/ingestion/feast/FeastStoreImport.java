package io.granary.ingestion.feast;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.erasure.ErasedEntities;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.row.StoredRow;
import io.granary.ingestion.Erasures;
import io.granary.ingestion.FeatureLogAppender;
import io.granary.online.store.RedisConfig;
import io.lettuce.core.KeyScanCursor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows of a project out of a Redis that Feast wrote into the feature log. A row that would not be the same
 * here is left out and reported. Doing it again changes nothing. Used once, by one thread.
 */
public final class FeastStoreImport {

    /** Hears how far a scan has come. */
    @FunctionalInterface
    public interface Listener {

        /**
         * @param keys that were looked at
         * @param all keys that there were at the start
         * @param rows that were found
         */
        void progressed(long keys, long all, long rows);
    }

    /**
     * Where the rows are.
     *
     * @param redis that Feast writes
     * @param project Feast's name of the project
     * @param viewNames our name of a view to Feast's, where they differ
     */
    public record Source(RedisConfig redis, String project, Map<String, String> viewNames) {

        public Source {
            viewNames = Map.copyOf(viewNames);
        }
    }

    private static final String TIMESTAMP_PREFIX = "_ts:";

    private final Source source;
    private final Map<Set<String>, List<FeastView>> views = new HashMap<>();
    private final Map<Set<String>, Set<ByteBuffer>> fields = new HashMap<>();
    private final ReportBuilder report;
    private final Listener listener;
    private final ErasedEntities erased;

    private FeastStoreImport(Revision revision, Source source, ErasedEntities erased, Listener listener) {
        this.source = source;
        this.erased = erased;
        this.listener = listener;
        List<FeatureView> all = revision.onlineFields().values().stream()
                .filter(view -> !view.isWindowed())
                .toList();
        requireKnown(all);
        this.report = new ReportBuilder(all.stream().map(FeatureView::name).toList());
        for (FeatureView view : all) {
            String feastName = source.viewNames().getOrDefault(view.name(), view.name());
            FeastView feast = new FeastView(revision, view, feastName);
            views.computeIfAbsent(feast.joinKeyNames(), names -> new ArrayList<>())
                    .add(feast);
            fields.computeIfAbsent(feast.joinKeyNames(), names -> new HashSet<>())
                    .addAll(feast.fields());
        }
    }

    private void requireKnown(List<FeatureView> all) {
        List<String> names = all.stream().map(FeatureView::name).toList();
        for (String name : source.viewNames().keySet()) {
            if (!names.contains(name)) {
                throw GranaryException.invalid("--view", name, "an online feature view; there are " + names);
            }
        }
    }

    /**
     * Looks at everything and writes nothing.
     *
     * @param revision whose views are meant, as its rows are written
     */
    public static FeastStoreReport look(Revision revision, Source source, Listener listener) {
        return new FeastStoreImport(revision, source, ErasedEntities.NONE, listener).run(row -> {});
    }

    /**
     * Writes every row that is the same here, and returns when Kafka has acknowledged all of them.
     *
     * @param kafka settings of the producer, {@code bootstrap.servers} among them
     * @throws GranaryException (UNAVAILABLE) when Redis or Kafka does not answer; what was written then is right
     */
    public static FeastStoreReport copy(
            Revision revision, Source source, Map<String, String> kafka, Listener listener) {
        ErasedEntities erased = Erasures.erased(kafka, revision.project());
        FeastStoreImport copying = new FeastStoreImport(revision, source, erased, listener);
        try (FeatureLogAppender log = FeatureLogAppender.open(kafka, revision.project())) {
            FeastStoreReport report = copying.run(log::append);
            log.finish();
            return report;
        }
    }

    private FeastStoreReport run(Consumer<FeatureLogRecord> rows) {
        try (FeastStore store = FeastStore.open(source.redis())) {
            long all = store.size();
            KeyScanCursor<byte[]> step = store.scan(null);
            readAll(store, step.getKeys(), rows);
            while (!step.isFinished()) {
                listener.progressed(report.keys(), all, report.rows());
                step = store.scan(step);
                readAll(store, step.getKeys(), rows);
            }
            listener.progressed(report.keys(), Math.max(all, report.keys()), report.rows());
        }
        return report.build();
    }

    private void readAll(FeastStore store, List<byte[]> keys, Consumer<FeatureLogRecord> rows) {
        List<FeastEntityKey> ours = new ArrayList<>();
        List<byte[]> bytes = new ArrayList<>();
        for (byte[] key : keys) {
            FeastEntityKey parsed = ours(key);
            if (parsed != null) {
                ours.add(parsed);
                bytes.add(key);
            }
        }
        List<Map<ByteBuffer, byte[]>> hashes = store.hashes(bytes);
        for (int i = 0; i < ours.size(); i++) {
            read(ours.get(i), hashes.get(i), rows);
        }
    }

    private @Nullable FeastEntityKey ours(byte[] bytes) {
        report.key();
        FeastEntityKey key = FeastEntityKey.parse(bytes);
        if (key == null) {
            report.foreign();
            return null;
        }
        if (!key.project().equals(source.project())) {
            report.otherProject(key.project());
            return null;
        }
        if (!views.containsKey(key.joinKeys().keySet())) {
            report.otherEntity(key.joinKeys().keySet());
            return null;
        }
        return key;
    }

    private void read(FeastEntityKey key, Map<ByteBuffer, byte[]> hash, Consumer<FeatureLogRecord> rows) {
        Set<String> joinKeys = key.joinKeys().keySet();
        for (FeastView view : views.getOrDefault(joinKeys, List.of())) {
            if (view.hasRow(hash)) {
                report.row(view.name());
                copy(view, key, hash, rows);
            }
        }
        Set<ByteBuffer> known = fields.getOrDefault(joinKeys, Set.of());
        hash.keySet().stream().filter(field -> !known.contains(field)).forEach(this::noteUnknown);
    }

    private void copy(
            FeastView view, FeastEntityKey key, Map<ByteBuffer, byte[]> hash, Consumer<FeatureLogRecord> rows) {
        FeatureLogRecord row;
        try {
            row = requireNotErased(view.read(key, hash));
        } catch (GranaryException e) {
            report.refused(view.name(), e);
            return;
        }
        rows.accept(row);
    }

    private FeatureLogRecord requireNotErased(FeatureLogRecord row) {
        byte[] stored = requireNonNull(row.row(), "row");
        if (erased.has(row.key().bytes(), TimeUnit.MICROSECONDS.toMillis(StoredRow.eventMicros(stored)))) {
            throw new GranaryException(ErrorCode.FAILED_PRECONDITION, "its entity was erased after it");
        }
        return row;
    }

    private void noteUnknown(ByteBuffer field) {
        String text = StandardCharsets.UTF_8.decode(field.duplicate()).toString();
        if (text.startsWith(TIMESTAMP_PREFIX)) {
            report.unknownView(text.substring(TIMESTAMP_PREFIX.length()));
        } else {
            report.unknownField();
        }
    }
}
