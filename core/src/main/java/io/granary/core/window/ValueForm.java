package io.granary.core.window;

import io.granary.core.type.ScalarType;

/** How the values of a type are held and encoded: the types that share one differ only in what a reader makes of them. */
enum ValueForm {
    /** 0 or 1, in one byte. */
    TRUTH {
        @Override
        void write(EventValues event, int input, ByteSink out) {
            out.writeByte((int) event.integer(input));
        }

        @Override
        void read(ByteSource in, EventValues event, int input) {
            event.truth(input, readTruth(in));
        }

        @Override
        void skip(ByteSource in) {
            readTruth(in);
        }
    },
    /** A signed number of 64 bits, in 1 to 10 bytes. */
    INTEGER {
        @Override
        void write(EventValues event, int input, ByteSink out) {
            out.writeSigned(event.integer(input));
        }

        @Override
        void read(ByteSource in, EventValues event, int input) {
            event.integer(input, in.readSigned());
        }

        @Override
        void skip(ByteSource in) {
            in.readVarint();
        }
    },
    /** A double, in 1 to 9 bytes. */
    NUMBER {
        @Override
        void write(EventValues event, int input, ByteSink out) {
            long bits = event.bits(input);
            out.writeByte(DoubleBytes.length(bits));
            DoubleBytes.write(bits, out);
        }

        @Override
        void read(ByteSource in, EventValues event, int input) {
            event.bits(input, DoubleBytes.readBits(in, in.readByte()));
        }

        @Override
        void skip(ByteSource in) {
            in.take(in.readByte());
        }
    },
    /** Bytes, or text as UTF-8, after their length. */
    BYTES {
        @Override
        void write(EventValues event, int input, ByteSink out) {
            out.writeVarint(event.length(input));
            out.writeBytes(event.bytes(input), event.offset(input), event.length(input));
        }

        @Override
        void read(ByteSource in, EventValues event, int input) {
            int length = in.readLength();
            event.bytes(input, in.array(), in.take(length), length);
        }

        @Override
        void skip(ByteSource in) {
            in.take(in.readLength());
        }
    };

    static ValueForm of(ScalarType type) {
        return switch (type) {
            case BOOL -> TRUTH;
            case INT32, INT64, TIMESTAMP -> INTEGER;
            case FLOAT32, FLOAT64 -> NUMBER;
            case STRING, BYTES -> BYTES;
        };
    }

    /** Writes an input that is not null; equal values are equal bytes. */
    abstract void write(EventValues event, int input, ByteSink out);

    abstract void read(ByteSource in, EventValues event, int input);

    abstract void skip(ByteSource in);

    private static boolean readTruth(ByteSource in) {
        int value = in.readByte();
        if (value > 1) {
            throw in.malformed("truth " + value);
        }
        return value == 1;
    }
}
