package io.granary.core.row;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Avro arrays, in one block. */
record ListCodec(ValueCodec element) implements ValueCodec {

    @Override
    public void write(Object value, BodyWriter out) {
        List<?> list = (List<?>) value;
        if (!list.isEmpty()) {
            out.writeLong(list.size());
            list.forEach(item -> element.write(item, out));
        }
        out.writeLong(0);
    }

    @Override
    public Object read(BodyReader in) {
        int size = in.readLength();
        List<Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(element.read(in));
        }
        requireLastBlock(in, size);
        return Collections.unmodifiableList(list);
    }

    @Override
    public void skip(BodyReader in) {
        int size = in.readLength();
        for (int i = 0; i < size; i++) {
            element.skip(in);
        }
        requireLastBlock(in, size);
    }

    static void requireLastBlock(BodyReader in, int size) {
        if (size > 0 && in.readLong() != 0) {
            throw in.malformed("a collection in more than one block");
        }
    }
}
