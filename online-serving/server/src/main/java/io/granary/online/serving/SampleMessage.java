package io.granary.online.serving;

import com.google.protobuf.ByteString;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import io.granary.protocol.feast.DoubleList;
import io.granary.protocol.feast.Map;
import io.granary.protocol.feast.RepeatedValue;
import io.granary.protocol.feast.Value;
import java.util.Collections;

/** A value of each type that means nothing, as Feast's message has it. */
final class SampleMessage {

    private static final long SECONDS = 979_560_000;

    private SampleMessage() {}

    /** For the n-th entity row of a request. */
    static Value of(DataType type, int n) {
        Value.Builder value = Value.newBuilder();
        if (type instanceof ListType list) {
            value.setListVal(RepeatedValue.newBuilder().addVal(of(list.element(), n)));
        } else if (type instanceof MapType map) {
            value.setMapVal(Map.newBuilder().putVal("sample", of(map.value(), n)));
        } else if (type instanceof VectorType vector) {
            value.setDoubleListVal(DoubleList.newBuilder().addAllVal(Collections.nCopies(vector.dimension(), 0.5)));
        } else {
            set(value, (ScalarType) type, n);
        }
        return value.build();
    }

    private static void set(Value.Builder value, ScalarType type, int n) {
        switch (type) {
            case BOOL -> value.setBoolVal(true);
            case INT32, INT64 -> value.setInt64Val(n);
            case FLOAT32, FLOAT64 -> value.setDoubleVal(n + 0.5);
            case STRING -> value.setStringVal("sample-" + n);
            case BYTES -> value.setBytesVal(ByteString.copyFromUtf8("sample"));
            case TIMESTAMP -> value.setUnixTimestampVal(SECONDS);
        }
    }
}
