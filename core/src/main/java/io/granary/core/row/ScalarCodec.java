package io.granary.core.row;

import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Avro binary of the scalar types. */
enum ScalarCodec implements ValueCodec {
    BOOL {
        @Override
        public void write(Object value, BodyWriter out) {
            out.writeBoolean((Boolean) value);
        }

        @Override
        public Object read(BodyReader in) {
            return in.readBoolean();
        }

        @Override
        public void skip(BodyReader in) {
            in.skip(1);
        }
    },
    INT32 {
        @Override
        public void write(Object value, BodyWriter out) {
            out.writeLong((Integer) value);
        }

        @Override
        public Object read(BodyReader in) {
            return in.readInt();
        }

        @Override
        public void skip(BodyReader in) {
            in.readInt();
        }
    },
    INT64 {
        @Override
        public void write(Object value, BodyWriter out) {
            out.writeLong((Long) value);
        }

        @Override
        public Object read(BodyReader in) {
            return in.readLong();
        }

        @Override
        public void skip(BodyReader in) {
            in.readLong();
        }
    },
    FLOAT32 {
        @Override
        public void write(Object value, BodyWriter out) {
            out.writeFloat((Float) value);
        }

        @Override
        public Object read(BodyReader in) {
            return in.readFloat();
        }

        @Override
        public void skip(BodyReader in) {
            in.skip(Float.BYTES);
        }
    },
    FLOAT64 {
        @Override
        public void write(Object value, BodyWriter out) {
            out.writeDouble((Double) value);
        }

        @Override
        public Object read(BodyReader in) {
            return in.readDouble();
        }

        @Override
        public void skip(BodyReader in) {
            in.skip(Double.BYTES);
        }
    },
    STRING {
        @Override
        public void write(Object value, BodyWriter out) {
            out.writeText((String) value);
        }

        @Override
        public Object read(BodyReader in) {
            return in.readText();
        }

        @Override
        public void skip(BodyReader in) {
            in.skip(in.readLength());
        }
    },
    BYTES {
        @Override
        public void write(Object value, BodyWriter out) {
            out.writeBytes((ByteBuffer) value);
        }

        @Override
        public Object read(BodyReader in) {
            return in.readBytes();
        }

        @Override
        public void skip(BodyReader in) {
            in.skip(in.readLength());
        }
    },
    TIMESTAMP {
        @Override
        public void write(Object value, BodyWriter out) {
            out.writeLong(EpochMicros.of((Instant) value));
        }

        @Override
        public Object read(BodyReader in) {
            return EpochMicros.toInstant(in.readLong());
        }

        @Override
        public void skip(BodyReader in) {
            in.readLong();
        }
    };

    static ScalarCodec of(ScalarType type) {
        return valueOf(type.name());
    }
}
