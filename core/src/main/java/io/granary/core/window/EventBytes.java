package io.granary.core.window;

/** Events as bytes: timestamp, id after its length, a bit for each input that is not null, the values of those. */
final class EventBytes {

    private EventBytes() {}

    static void write(EventValues event, ByteSink out, long baseMicros) {
        out.writeSigned(event.eventMicros() - baseMicros);
        out.writeVarint(event.idLength());
        out.writeBytes(event.id(), event.idOffset(), event.idLength());
        for (int first = 0; first < event.inputs(); first += Byte.SIZE) {
            out.writeByte(present(event, first));
        }
        for (int input = 0; input < event.inputs(); input++) {
            if (!event.isNull(input)) {
                event.form(input).write(event, input, out);
            }
        }
    }

    static void read(ByteSource in, EventValues event, long baseMicros) {
        event.start(baseMicros + in.readSigned());
        int length = in.readLength();
        event.id(in.array(), in.take(length), length);
        int bitmap = in.take((event.inputs() + Byte.SIZE - 1) / Byte.SIZE);
        requireNoMore(in, bitmap, event.inputs());
        for (int input = 0; input < event.inputs(); input++) {
            if ((in.array()[bitmap + input / Byte.SIZE] >> (input % Byte.SIZE) & 1) == 1) {
                event.form(input).read(in, event, input);
            }
        }
    }

    private static int present(EventValues event, int first) {
        int present = 0;
        for (int input = first; input < Math.min(event.inputs(), first + Byte.SIZE); input++) {
            present |= event.isNull(input) ? 0 : 1 << (input - first);
        }
        return present;
    }

    private static void requireNoMore(ByteSource in, int bitmap, int inputs) {
        int used = inputs % Byte.SIZE;
        if (used != 0 && (in.array()[bitmap + inputs / Byte.SIZE] & 0xFF) >> used != 0) {
            throw in.malformed("more values than inputs");
        }
    }
}
