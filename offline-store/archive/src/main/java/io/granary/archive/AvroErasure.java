package io.granary.archive;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.BitSet;
import java.util.function.Function;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.io.DatumWriter;
import org.jspecify.annotations.Nullable;

/**
 * Takes records, or parts of them, out of Avro files. A file that has some is written again beside itself, with the age and
 * the metadata that it had, and takes its own name: readers see it before or after. Its metadata says how many an erasure took
 * out of it, so that what a run did that died is counted by the one that goes on. Used by one at a time.
 */
public final class AvroErasure<T> {

    /** The fastest level, as files are written at first. */
    private static final int COMPRESSION = 1;

    private static final int BLOCK_BYTES = 64 * 1024;

    private final String mark;
    private final Function<Path, AvroFile<T>> reader;
    private final DatumWriter<T> writer;
    private final Rest<T> rest;

    /** Says what is left of a record. */
    @FunctionalInterface
    public interface Rest<T> {

        /** The same record, another one, or null: nothing. */
        @Nullable
        T of(T record);
    }

    /**
     * One erasure.
     *
     * @param id of the erasure, the same when it is begun again
     * @param rest is asked about every record, and again about those that do not stay as they are
     */
    public AvroErasure(String id, Function<Path, AvroFile<T>> reader, DatumWriter<T> writer, Rest<T> rest) {
        this.mark = ErasureMark.of(id);
        this.reader = reader;
        this.writer = writer;
        this.rest = rest;
    }

    /**
     * Takes them out of one file.
     *
     * @return how many were, by this erasure as a whole
     * @throws IOException when the file cannot be written again; it is as it was then
     */
    public long takeOut(Path path) throws IOException {
        BitSet going = new BitSet();
        long before;
        try (AvroFile<T> file = reader.apply(path)) {
            before = ErasureMark.count(file.meta(mark));
            for (int place = 0; file.hasNext(); place++) {
                T record = file.next();
                going.set(place, rest.of(record) != record);
            }
        }
        if (!going.isEmpty()) {
            write(path, going, before + going.cardinality());
        }
        return before + going.cardinality();
    }

    /** Deletes what an erasure that died left in a folder. */
    public static void sweep(Path folder) throws IOException {
        ErasureMark.sweep(folder);
    }

    private void write(Path path, BitSet going, long count) throws IOException {
        FileTime written = Files.getLastModifiedTime(path);
        Path unfinished = ErasureMark.unfinished(path);
        try {
            try (AvroFile<T> file = reader.apply(path);
                    FileChannel channel = FileChannel.open(
                            unfinished,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                copy(file, going, count, channel);
            }
            Files.setLastModifiedTime(unfinished, written);
            Durably.rename(unfinished, path);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void copy(AvroFile<T> file, BitSet going, long count, FileChannel channel) throws IOException {
        DataFileWriter<T> copy = new DataFileWriter<>(writer);
        copy.setCodec(CodecFactory.deflateCodec(COMPRESSION));
        copy.setSyncInterval(Math.max(BLOCK_BYTES, DataFileConstants.SYNC_SIZE));
        copyMeta(file.reader(), copy);
        copy.setMeta(mark, count);
        copy.create(file.reader().getSchema(), Channels.newOutputStream(channel));
        for (int place = 0; file.hasNext(); place++) {
            T record = file.next();
            T left = going.get(place) ? rest.of(record) : record;
            if (left != null) {
                copy.append(left);
            }
        }
        copy.flush();
        channel.force(true);
    }

    private void copyMeta(DataFileReader<T> from, DataFileWriter<T> to) {
        for (String name : from.getMetaKeys()) {
            if (!DataFileWriter.isReservedMeta(name) && !name.equals(mark)) {
                to.setMeta(name, from.getMeta(name));
            }
        }
    }
}
