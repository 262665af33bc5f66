package io.granary.ingestion.feast;

import io.granary.core.GranaryException;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogEncoder;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.type.EpochMicros;
import io.granary.core.view.EventTimeRange;
import io.granary.core.view.FeatureRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A feature view and where Feast keeps its rows. Immutable and safe for threads. */
final class FeastView {

    private final FeatureView view;
    private final List<JoinKey> joinKeys;
    private final FeatureLogEncoder encoder;
    private final ByteBuffer timestampField;
    private final List<ByteBuffer> featureFields;

    /** @param feastName the name of the view in Feast */
    FeastView(Revision revision, FeatureView view, String feastName) {
        this.view = view;
        this.joinKeys = revision.definitions().joinKeys(view);
        this.encoder = FeatureLogEncoder.of(revision, view);
        this.timestampField = ByteBuffer.wrap(("_ts:" + feastName).getBytes(StandardCharsets.UTF_8));
        this.featureFields = view.features().stream()
                .map(feature -> ByteBuffer.wrap(Murmur3.field(feastName + ":" + feature.name())))
                .toList();
    }

    String name() {
        return view.name();
    }

    /** The names of its join keys, which every entity key of the view has and no others. */
    Set<String> joinKeyNames() {
        Set<String> names = new HashSet<>();
        joinKeys.forEach(joinKey -> names.add(joinKey.name()));
        return names;
    }

    /** Every field of a hash that is of this view. */
    Set<ByteBuffer> fields() {
        Set<ByteBuffer> fields = new HashSet<>(featureFields);
        fields.add(timestampField);
        return fields;
    }

    boolean hasRow(Map<ByteBuffer, byte[]> hash) {
        return hash.containsKey(timestampField) || featureFields.stream().anyMatch(hash::containsKey);
    }

    /**
     * The row that a hash holds. Its created timestamp is its event timestamp, so that a row which was computed here for
     * the same moment wins, and the same row again changes nothing.
     *
     * @throws GranaryException (INVALID_ARGUMENT) naming the first value that would not be the same here
     */
    FeatureLogRecord read(FeastEntityKey key, Map<ByteBuffer, byte[]> hash) {
        Object[] keys = keys(key);
        long eventMicros = EpochMicros.of(eventTimestamp(hash));
        @Nullable Object[] values = values(hash);
        return encoder.encode(new FeatureRow(keys, eventMicros, null, values), eventMicros);
    }

    private Object[] keys(FeastEntityKey key) {
        List<Object> values = new ArrayList<>();
        for (JoinKey joinKey : joinKeys) {
            String name = view.name() + ", join key '" + joinKey.name() + "'";
            Object value = FeastValues.coerce(key.joinKeys().get(joinKey.name()), joinKey.type(), name);
            if (value == null) {
                throw GranaryException.invalid(name, null, "a value");
            }
            values.add(value);
        }
        return values.toArray();
    }

    private Instant eventTimestamp(Map<ByteBuffer, byte[]> hash) {
        String name = view.name() + ", event timestamp";
        byte[] stored = hash.get(timestampField);
        if (stored == null) {
            throw GranaryException.invalid(name, "missing", "a timestamp in field " + text(timestampField));
        }
        Instant moment = FeastValues.readTimestamp(stored, name);
        if (!EventTimeRange.contains(moment)) {
            throw GranaryException.invalid(name, moment, EventTimeRange.TEXT);
        }
        return moment;
    }

    private @Nullable Object[] values(Map<ByteBuffer, byte[]> hash) {
        @Nullable Object[] values = new @Nullable Object[featureFields.size()];
        for (int i = 0; i < values.length; i++) {
            byte[] stored = hash.get(featureFields.get(i));
            Feature feature = view.features().get(i);
            values[i] = stored == null
                    ? null
                    : FeastValues.read(stored, feature.type(), view.name() + ":" + feature.name());
        }
        return values;
    }

    private static String text(ByteBuffer field) {
        return StandardCharsets.UTF_8.decode(field.duplicate()).toString();
    }
}
