package io.granary.archive;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file of the archive: {@code PARTITION-FIRST-LAST} and what kind it is of. Numbers have leading zeros, so
 * that names sort as offsets do.
 */
record ArchiveName(OffsetRange offsets, Kind kind) {

    private static final Pattern NAME = Pattern.compile("(\\d{5,10})-(\\d{19})-(\\d{19})\\.(avro|parquet|compacted)");

    /** What a file holds. */
    enum Kind {
        /** Every record of the offsets. */
        AVRO,
        /** The records of the offsets that arrived on one day. */
        PARQUET,
        /** The list of the Parquet files that hold every record of the offsets; they count once it is there. */
        COMPACTED;

        private final String extension = name().toLowerCase(Locale.ROOT);
    }

    static @Nullable ArchiveName find(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        if (!matcher.matches()) {
            return null;
        }
        long first = Long.parseLong(matcher.group(2));
        long last = Long.parseLong(matcher.group(3));
        if (last < first) {
            return null;
        }
        OffsetRange offsets = new OffsetRange(Integer.parseInt(matcher.group(1)), first, last);
        return new ArchiveName(offsets, Kind.valueOf(matcher.group(4).toUpperCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%05d-%019d-%019d.%s",
                offsets.partition(),
                offsets.first(),
                offsets.last(),
                kind.extension);
    }
}
