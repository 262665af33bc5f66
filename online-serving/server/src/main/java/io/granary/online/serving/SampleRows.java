package io.granary.online.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import io.granary.core.featurelog.FeatureLogEntry;
import io.granary.core.featurelog.WindowState;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.type.Column;
import io.granary.core.type.EpochMicros;
import io.granary.online.store.CountStep;
import io.granary.online.store.EntityReads;
import io.granary.online.store.FieldRemoval;
import io.granary.online.store.KeyStep;
import io.granary.online.store.LogMark;
import io.granary.online.store.OnlineStore;
import io.granary.online.store.RemovalStep;
import io.granary.online.store.StoredRows;
import io.granary.online.store.WriteResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Answers every read with a made-up row or window state of the view and takes no writes: what warming up reads. Safe for threads. */
final class SampleRows implements OnlineStore {

    private static final byte[] NONE = {};

    private final Revision revision;
    private final Map<String, FeatureView> views;
    private final long nowMicros;
    private final Map<String, byte[]> rows = new ConcurrentHashMap<>();
    private final Map<String, Map<String, byte[]>> windows = new ConcurrentHashMap<>();

    SampleRows(Revision revision, Instant now) {
        this.revision = revision;
        this.views = revision.onlineFields();
        this.nowMicros = EpochMicros.of(now.truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public CompletionStage<StoredRows> read(EntityReads reads, long deadlineNanos) {
        StoredRows answer = StoredRows.none(reads);
        for (int read = 0; read < reads.count(); read++) {
            for (int field = 0; field < reads.fields(read).count(); field++) {
                byte[] row = rows.computeIfAbsent(new String(reads.fields(read).name(field), UTF_8), this::row);
                if (row.length > 0) {
                    answer.put(read, field, row);
                }
            }
        }
        return CompletableFuture.completedFuture(answer);
    }

    private byte[] row(String field) {
        int end = field.indexOf(WindowState.SEPARATOR);
        if (end > 0) {
            return windows.computeIfAbsent(field.substring(0, end), this::windowStates)
                    .getOrDefault(field, NONE);
        }
        FeatureView view = views.get(field);
        if (view == null) {
            return NONE;
        }
        ViewState state = revision.viewState(view.name());
        Object[] values = state.schema().columns().stream()
                .map(Column::type)
                .map(SampleValue::of)
                .toArray();
        return StoredRow.encode(
                nowMicros,
                nowMicros,
                state.schemaRevision(),
                state.schema().id(),
                RowCodec.of(state.schema()).encode(values));
    }

    private Map<String, byte[]> windowStates(String field) {
        FeatureView view = views.get(field);
        return view == null ? Map.of() : SampleWindows.of(field, revision.layout(view.name()), nowMicros);
    }

    @Override
    public CompletionStage<Void> ping() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<WriteResult> write(List<? extends FeatureLogEntry> records) {
        return refuse();
    }

    @Override
    public CompletionStage<RemovalStep> remove(FieldRemoval removal, @Nullable String from) {
        return refuse();
    }

    @Override
    public CompletionStage<Void> forget(String log, Set<Integer> partitions) {
        return refuse();
    }

    @Override
    public CompletionStage<CountStep> count(byte[] keyPrefix, @Nullable String from) {
        return refuse();
    }

    @Override
    public CompletionStage<KeyStep> keys(byte[] keyPrefix, @Nullable String from) {
        return refuse();
    }

    @Override
    public CompletionStage<Map<Integer, Long>> mark(String log, Map<Integer, LogMark> marks) {
        return refuse();
    }

    @Override
    public CompletionStage<Map<Integer, Long>> noted(String log) {
        return refuse();
    }

    private static <T> CompletionStage<T> refuse() {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("sample rows take no writes"));
    }

    @Override
    public void close() {}
}
