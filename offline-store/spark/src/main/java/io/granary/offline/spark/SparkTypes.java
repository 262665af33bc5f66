package io.granary.offline.spark;

import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.MapType;
import io.granary.core.type.ScalarType;
import io.granary.core.type.VectorType;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Our types as Spark's and back. */
final class SparkTypes {

    private static final Map<ScalarType, org.apache.spark.sql.types.DataType> SCALARS = Map.of(
            ScalarType.BOOL, DataTypes.BooleanType,
            ScalarType.INT32, DataTypes.IntegerType,
            ScalarType.INT64, DataTypes.LongType,
            ScalarType.FLOAT32, DataTypes.FloatType,
            ScalarType.FLOAT64, DataTypes.DoubleType,
            ScalarType.STRING, DataTypes.StringType,
            ScalarType.BYTES, DataTypes.BinaryType,
            ScalarType.TIMESTAMP, DataTypes.TimestampType);

    private SparkTypes() {}

    static org.apache.spark.sql.types.DataType toSpark(DataType type) {
        if (type instanceof ListType list) {
            return DataTypes.createArrayType(scalar(list.element()), false);
        }
        if (type instanceof MapType map) {
            return DataTypes.createMapType(DataTypes.StringType, scalar(map.value()), false);
        }
        return type instanceof VectorType
                ? DataTypes.createArrayType(DataTypes.FloatType, false)
                : scalar((ScalarType) type);
    }

    /** The type that holds every value of a Spark type, or null when there is none. */
    static @Nullable DataType fromSpark(org.apache.spark.sql.types.DataType type) {
        if (type instanceof ArrayType array) {
            ScalarType element = scalarFromSpark(array.elementType());
            return element == null ? null : new ListType(element);
        }
        if (type instanceof org.apache.spark.sql.types.MapType map) {
            ScalarType value = scalarFromSpark(map.valueType());
            return value == null || !map.keyType().equals(DataTypes.StringType) ? null : new MapType(value);
        }
        return scalarFromSpark(type);
    }

    private static org.apache.spark.sql.types.DataType scalar(ScalarType type) {
        org.apache.spark.sql.types.DataType spark = SCALARS.get(type);
        if (spark == null) {
            throw new IllegalStateException("every scalar type has a Spark type: " + type);
        }
        return spark;
    }

    private static @Nullable ScalarType scalarFromSpark(org.apache.spark.sql.types.DataType type) {
        if (type.equals(DataTypes.ByteType) || type.equals(DataTypes.ShortType)) {
            return ScalarType.INT32;
        }
        if (type.equals(DataTypes.TimestampNTZType)) {
            return ScalarType.TIMESTAMP;
        }
        for (Map.Entry<ScalarType, org.apache.spark.sql.types.DataType> scalar : SCALARS.entrySet()) {
            if (scalar.getValue().equals(type)) {
                return scalar.getKey();
            }
        }
        return null;
    }
}
