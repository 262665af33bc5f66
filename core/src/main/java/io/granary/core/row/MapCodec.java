package io.granary.core.row;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Avro maps, in one block, entries in the order of {@link String#compareTo} so that equal maps give equal bytes. */
record MapCodec(ValueCodec element) implements ValueCodec {

    @Override
    public void write(Object value, BodyWriter out) {
        Map<?, ?> map = (Map<?, ?>) value;
        if (!map.isEmpty()) {
            out.writeLong(map.size());
            new TreeMap<>(map).forEach((key, item) -> {
                out.writeText((String) key);
                element.write(item, out);
            });
        }
        out.writeLong(0);
    }

    @Override
    public Object read(BodyReader in) {
        int size = in.readLength();
        TreeMap<String, Object> map = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            String key = in.readText();
            if (i > 0 && key.compareTo(map.lastKey()) <= 0) {
                throw in.malformed("map entries out of order");
            }
            map.put(key, element.read(in));
        }
        ListCodec.requireLastBlock(in, size);
        return Collections.unmodifiableSortedMap(map);
    }

    @Override
    public void skip(BodyReader in) {
        int size = in.readLength();
        for (int i = 0; i < size; i++) {
            ScalarCodec.STRING.skip(in);
            element.skip(in);
        }
        ListCodec.requireLastBlock(in, size);
    }
}
