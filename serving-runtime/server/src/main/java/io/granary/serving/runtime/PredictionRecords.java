package io.granary.serving.runtime;

import io.granary.core.type.Column;
import io.granary.core.type.EpochMicros;
import io.granary.serving.plan.Assigned;
import io.granary.serving.plan.Batch;
import io.granary.serving.plan.FeatureBatch;
import io.granary.serving.plan.FeatureMatrix;
import io.granary.serving.plan.RoutedRows;
import io.granary.serving.plan.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Turns answers into the records of the prediction log: Avro's single-object encoding of {@code prediction.avsc}, one a
 * row. Not safe for threads.
 */
final class PredictionRecords {

    static final Schema SCHEMA = readSchema();

    private static final Schema FEATURE = SCHEMA.getField("features").schema().getElementType();
    private static final Schema OUTPUT = SCHEMA.getField("outputs").schema().getElementType();

    private final BinaryMessageEncoder<GenericRecord> encoder = new BinaryMessageEncoder<>(GenericData.get(), SCHEMA);

    /** Gives each prediction's id and bytes. */
    void encode(Answered answered, BiConsumer<String, byte[]> consumer) {
        for (RoutedRows routed : answered.batch().routed()) {
            for (int row = 0; row < routed.rows().length; row++) {
                consumer.accept(routed.batch().ids().get(row), encode(record(answered, routed, row)));
            }
        }
    }

    private byte[] encode(GenericRecord record) {
        try {
            ByteBuffer buffer = encoder.encode(record);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GenericRecord record(Answered answered, RoutedRows routed, int row) {
        List<Assigned> assigned = routed.batch().assigned();
        @Nullable Assigned treatment = assigned.isEmpty() ? null : assigned.get(row);
        return new GenericRecordBuilder(SCHEMA)
                .set("id", routed.batch().ids().get(row))
                .set("time", EpochMicros.of(answered.time().truncatedTo(ChronoUnit.MICROS)))
                .set("project", answered.revision().project())
                .set("registry_revision", (long) answered.revision().number())
                .set("router", answered.router())
                .set("route", routed.branch().route())
                .set("experiment", treatment == null ? null : treatment.experiment())
                .set("treatment", treatment == null ? null : treatment.treatment())
                .set("propensity", routed.propensity(row))
                .set("model", routed.branch().model())
                .set("model_version", routed.branch().version().version())
                .set("features", features(routed, row))
                .set("outputs", outputs(routed.batch(), row))
                .set("latency_micros", answered.latencyMicros())
                .build();
    }

    private static List<GenericRecord> features(RoutedRows routed, int row) {
        FeatureMatrix matrix = Objects.requireNonNull(routed.batch().matrix(), "matrix");
        FeatureBatch batch = Objects.requireNonNull(routed.batch().features(), "features");
        List<String> names = batch.features().stream().map(Column::name).toList();
        List<GenericRecord> features = new ArrayList<>();
        for (int input = 0; input < matrix.columns(); input++) {
            String name = routed.branch().version().inputs().get(input);
            int feature = names.indexOf(name);
            float value = matrix.value(row, input);
            features.add(new GenericRecordBuilder(FEATURE)
                    .set("name", name)
                    .set("value", Float.isNaN(value) ? null : value)
                    .set("status", batch.status(feature, row))
                    .set("event_time", batch.eventMicros(feature, row))
                    .build());
        }
        return features;
    }

    private static List<GenericRecord> outputs(Batch batch, int row) {
        List<GenericRecord> outputs = new ArrayList<>();
        for (Tensor output : batch.outputs()) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < output.width(); i++) {
                values.add(output.value(row * output.width() + i));
            }
            outputs.add(new GenericRecordBuilder(OUTPUT)
                    .set("name", output.name())
                    .set("values", values)
                    .build());
        }
        return outputs;
    }

    private static Schema readSchema() {
        try (InputStream file = PredictionRecords.class.getResourceAsStream("prediction.avsc")) {
            return new Schema.Parser().parse(Objects.requireNonNull(file, "prediction.avsc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
