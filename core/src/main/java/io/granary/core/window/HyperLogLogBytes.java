package io.granary.core.window;

/**
 * Registers as bytes. Few of them: how many are not zero, how many bytes follow if any do, then of each the distance from
 * the one before and its rank. Many: one more than there are registers, then six bits of each.
 */
final class HyperLogLogBytes {

    /** Above it, six bits of every register are shorter. */
    private static final int MAX_SPARSE = 1500;

    private static final int DENSE = HyperLogLog.REGISTERS + 1;
    private static final int RANK_BITS = 6;
    private static final int GROUP = 4;
    private static final int GROUP_BYTES = 3;
    private static final int DENSE_BYTES = HyperLogLog.REGISTERS / GROUP * GROUP_BYTES;

    private HyperLogLogBytes() {}

    static void write(HyperLogLog registers, ByteSink out) {
        if (registers.used() <= MAX_SPARSE) {
            out.writeVarint(registers.used());
            writeSparse(registers, out);
        } else {
            out.writeVarint(DENSE);
            writeDense(registers, out);
        }
    }

    static void merge(ByteSource in, HyperLogLog registers) {
        long head = in.readVarint();
        if (head == DENSE) {
            mergeDense(in, registers);
        } else if (head != 0) {
            mergeSparse(in, head, registers);
        }
    }

    static void skip(ByteSource in) {
        long head = in.readVarint();
        if (head == DENSE) {
            in.take(DENSE_BYTES);
        } else if (head != 0) {
            in.take(in.readLength());
        }
    }

    private static void writeSparse(HyperLogLog registers, ByteSink out) {
        if (registers.isEmpty()) {
            return;
        }
        ByteSink body = new ByteSink(GROUP_BYTES * registers.used());
        int before = 0;
        int register = registers.next(0);
        while (register < HyperLogLog.REGISTERS) {
            body.writeVarint(register - before);
            body.writeByte(registers.rank(register));
            before = register;
            register = registers.next(register + 1);
        }
        out.writeVarint(body.size());
        out.writeBytes(body.array(), 0, body.size());
    }

    private static void writeDense(HyperLogLog registers, ByteSink out) {
        for (int register = 0; register < HyperLogLog.REGISTERS; register += GROUP) {
            int group = 0;
            for (int i = 0; i < GROUP; i++) {
                group = (group << RANK_BITS) | registers.rank(register + i);
            }
            out.writeByte(group >>> 16);
            out.writeByte(group >>> 8);
            out.writeByte(group);
        }
    }

    private static void mergeSparse(ByteSource in, long count, HyperLogLog registers) {
        if (count > MAX_SPARSE || count < 0) {
            throw in.malformed(Long.toUnsignedString(count) + " registers");
        }
        int end = in.readLength() + in.position();
        long register = 0;
        for (long i = 0; i < count; i++) {
            long distance = in.readVarint();
            register += distance;
            if (distance < 0 || register >= HyperLogLog.REGISTERS || (i > 0 && distance == 0)) {
                throw in.malformed("a register out of order");
            }
            registers.raise((int) register, rank(in, in.readByte(), 1));
        }
        if (in.position() != end) {
            throw in.malformed("registers of another length");
        }
    }

    private static void mergeDense(ByteSource in, HyperLogLog registers) {
        int at = in.take(DENSE_BYTES);
        byte[] bytes = in.array();
        for (int register = 0; register < HyperLogLog.REGISTERS; register += GROUP) {
            int group = ((bytes[at] & 0xFF) << 16) | ((bytes[at + 1] & 0xFF) << 8) | (bytes[at + 2] & 0xFF);
            at += GROUP_BYTES;
            for (int i = GROUP - 1; i >= 0; i--) {
                registers.raise(register + i, rank(in, group & ((1 << RANK_BITS) - 1), 0));
                group >>>= RANK_BITS;
            }
        }
    }

    private static int rank(ByteSource in, int rank, int least) {
        if (rank < least || rank > HyperLogLog.MAX_RANK) {
            throw in.malformed("a register of rank " + rank);
        }
        return rank;
    }
}
