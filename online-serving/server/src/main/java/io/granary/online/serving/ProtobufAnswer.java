package io.granary.online.serving;

import static io.granary.online.serving.protobuf.ProtobufBuffer.VARINT;

import io.granary.core.type.Column;
import io.granary.core.view.FeatureStatus;
import io.granary.online.serving.protobuf.ProtobufBuffer;
import io.granary.online.serving.protobuf.ProtobufEcho;
import io.granary.online.serving.protobuf.ProtobufValues;
import io.granary.protocol.feast.FeatureViewMetadata;
import io.granary.protocol.feast.FieldStatus;
import io.granary.protocol.feast.GetOnlineFeaturesResponse;
import io.granary.protocol.feast.GetOnlineFeaturesResponse.FeatureVector;
import io.granary.protocol.feast.GetOnlineFeaturesResponseMetadata;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as Feast's {@code GetOnlineFeaturesResponse}, straight to the wire: what the request brought comes
 * first, in its order, then the features. Used once.
 */
final class ProtobufAnswer {

    private static final int NAME = 1;
    private static final int SECONDS = 1;
    private static final int NANOS = 2;
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int BYTES_PER_VALUE = 32;
    private static final int BYTES_BESIDE = 256;

    private final FeatureVectors vectors;
    private final EntityColumns entities;
    private final List<Column> features;
    private final ProtobufBuffer buffer;
    private final ProtobufValues values;
    private int timestampsStart;
    private int timestampsEnd;
    private int unavailable;

    ProtobufAnswer(FeatureVectors vectors, EntityColumns entities) {
        this.vectors = vectors;
        this.entities = entities;
        this.features = vectors.plan().features();
        int columns = entities.names().size() + features.size();
        this.buffer = new ProtobufBuffer(FirstGuess.bytes(BYTES_BESIDE, columns, vectors.rows() + 1, BYTES_PER_VALUE));
        this.values = new ProtobufValues(buffer);
    }

    /** How many values the store did not give, which Feast has no status for. */
    int unavailable() {
        return unavailable;
    }

    Buffer write() {
        for (int feature = features.size() - 1; feature >= 0; feature--) {
            featureResult(feature);
        }
        List<String> names = entities.names();
        for (int i = names.size() - 1; i >= 0; i--) {
            entityResult(names.get(i));
        }
        metadata(names);
        return buffer.toFrame();
    }

    private void metadata(List<String> names) {
        int before = buffer.length();
        versions(vectors.plan().versions().all());
        int beforeNames = buffer.length();
        for (int feature = features.size() - 1; feature >= 0; feature--) {
            buffer.string(NAME, features.get(feature).name());
        }
        for (int i = names.size() - 1; i >= 0; i--) {
            buffer.string(NAME, names.get(i));
        }
        buffer.nest(GetOnlineFeaturesResponseMetadata.FEATURE_NAMES_FIELD_NUMBER, beforeNames);
        buffer.nest(GetOnlineFeaturesResponse.METADATA_FIELD_NUMBER, before);
    }

    private void versions(List<ViewVersion> versions) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            int before = buffer.length();
            buffer.varint(versions.get(i).version());
            buffer.tag(FeatureViewMetadata.VERSION_FIELD_NUMBER, VARINT);
            buffer.string(FeatureViewMetadata.NAME_FIELD_NUMBER, versions.get(i).name());
            buffer.nest(GetOnlineFeaturesResponseMetadata.FEATURE_VIEW_METADATA_FIELD_NUMBER, before);
        }
    }

    private void entityResult(String name) {
        int before = buffer.length();
        int column = vectors.plan().indexOfRequestColumn(name);
        for (int row = 0; row < vectors.rows(); row++) {
            timestamp(0);
        }
        int beforeStatuses = buffer.length();
        for (int row = vectors.rows() - 1; row >= 0; row--) {
            status(given(name, row) == null ? FieldStatus.NULL_VALUE : FieldStatus.PRESENT);
        }
        buffer.nest(FeatureVector.STATUSES_FIELD_NUMBER, beforeStatuses);
        for (int row = vectors.rows() - 1; row >= 0; row--) {
            int beforeValue = buffer.length();
            entityValue(name, column, row);
            buffer.nest(FeatureVector.VALUES_FIELD_NUMBER, beforeValue);
        }
        buffer.nest(GetOnlineFeaturesResponse.RESULTS_FIELD_NUMBER, before);
    }

    /** A column that the plan does not need has no type and is echoed as it came. */
    private void entityValue(String name, int column, int row) {
        if (column < 0) {
            ProtobufEcho.write(given(name, row), values);
            return;
        }
        values.write(
                vectors.requestValue(column, row),
                vectors.plan().boundColumns().get(column).column().type());
    }

    private @Nullable Object given(String name, int row) {
        List<@Nullable Object> column = entities.find(name);
        return column == null ? null : column.get(row);
    }

    private void featureResult(int feature) {
        int before = buffer.length();
        eventTimestamps(feature);
        int beforeStatuses = buffer.length();
        for (int row = vectors.rows() - 1; row >= 0; row--) {
            status(fieldStatus(vectors.status(feature, row)));
        }
        buffer.nest(FeatureVector.STATUSES_FIELD_NUMBER, beforeStatuses);
        for (int row = vectors.rows() - 1; row >= 0; row--) {
            int beforeValue = buffer.length();
            values.write(vectors.value(feature, row), features.get(feature).type());
            buffer.nest(FeatureVector.VALUES_FIELD_NUMBER, beforeValue);
        }
        buffer.nest(GetOnlineFeaturesResponse.RESULTS_FIELD_NUMBER, before);
    }

    /** The features of a view share their event timestamps, which are then copied. */
    private void eventTimestamps(int feature) {
        int from = buffer.length();
        if (feature + 1 < features.size() && vectors.haveSameEvents(feature, feature + 1)) {
            buffer.repeat(timestampsStart, timestampsEnd);
        } else {
            for (int row = vectors.rows() - 1; row >= 0; row--) {
                timestamp(vectors.eventMicros(feature, row));
            }
        }
        timestampsStart = from;
        timestampsEnd = buffer.length();
    }

    /** What is zero is not written, as protobuf has it. */
    private void timestamp(long micros) {
        int before = buffer.length();
        long nanos = (long) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
        if (nanos != 0) {
            buffer.varint(nanos);
            buffer.tag(NANOS, VARINT);
        }
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        if (seconds != 0) {
            buffer.varint(seconds);
            buffer.tag(SECONDS, VARINT);
        }
        buffer.nest(FeatureVector.EVENT_TIMESTAMPS_FIELD_NUMBER, before);
    }

    private FieldStatus fieldStatus(FeatureStatus status) {
        return switch (status) {
            case PRESENT -> FieldStatus.PRESENT;
            case NULL_VALUE -> FieldStatus.NULL_VALUE;
            case NOT_FOUND -> FieldStatus.NOT_FOUND;
            case OUTSIDE_MAX_AGE -> FieldStatus.OUTSIDE_MAX_AGE;
            case UNAVAILABLE -> {
                unavailable++;
                yield FieldStatus.NOT_FOUND;
            }
        };
    }

    private void status(FieldStatus status) {
        buffer.varint(status.getNumber());
    }
}
