package io.granary.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AvroFieldTest {

    private static final String MILLIS = "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}";

    @Test
    void readsMillisecondsAsMicrosecondsInListsAndMapsToo() {
        assertThat(read(MILLIS, 7L)).isEqualTo(7_000L);
        assertThat(read("[\"null\", " + MILLIS + "]", 7L)).isEqualTo(7_000L);
        assertThat(read("{\"type\": \"array\", \"items\": " + MILLIS + "}", List.of(7L, 8L)))
                .isEqualTo(List.of(7_000L, 8_000L));
        assertThat(read("{\"type\": \"map\", \"values\": " + MILLIS + "}", Map.of("a", 7L)))
                .isEqualTo(Map.of("a", 7_000L));
    }

    private static @Nullable Object read(String type, Object value) {
        Schema schema = new Schema.Parser()
                .parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"x\", \"type\": " + type
                        + "}]}");
        GenericData.Record read = new GenericData.Record(schema);
        read.put("x", value);
        return AvroField.of(schema.getField("x")).valueIn(read);
    }
}
