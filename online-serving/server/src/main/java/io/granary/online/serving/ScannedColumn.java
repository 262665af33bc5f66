package io.granary.online.serving;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One column of {@link ScannedEntities}: whole numbers, or text of ASCII letters that JSON does not escape. */
final class ScannedColumn {

    private static final int FEW = 16;

    private final byte[] body;
    private final int nameStart;
    private final int nameEnd;
    private final boolean isText;
    private long[] values = new long[FEW];
    private int rows;

    /** @param isText whether the values are text; else they are numbers */
    ScannedColumn(byte[] body, int nameStart, int nameEnd, boolean isText) {
        this.body = body;
        this.nameStart = nameStart;
        this.nameEnd = nameEnd;
        this.isText = isText;
    }

    void addNumber(long value) {
        if (rows == values.length) {
            values = Arrays.copyOf(values, 4 * rows);
        }
        values[rows++] = value;
    }

    void addText(int start, int end) {
        addNumber((long) start << Integer.SIZE | (end - start));
    }

    int rows() {
        return rows;
    }

    boolean isNamed(byte[] name) {
        return Arrays.equals(body, nameStart, nameEnd, name, 0, name.length);
    }

    /**
     * The values as a plan wants them.
     *
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) naming the value that is not of the wanted type
     */
    BoundColumn bind(RequestColumn wanted) {
        if (isText && wanted.isText()) {
            return new TextColumn(body, values);
        }
        if (!isText && wanted.isInt64()) {
            return new Int64Column(values);
        }
        return new ObjectColumn(wanted.bind(objects()), wanted.column().type());
    }

    /** Whether a reader that reads everything read the same. */
    boolean isSameAs(EntityColumns entities) {
        return objects()
                .equals(entities.find(new String(body, nameStart, nameEnd - nameStart, StandardCharsets.US_ASCII)));
    }

    private List<@Nullable Object> objects() {
        @Nullable Object[] objects = new Object[rows];
        for (int row = 0; row < rows; row++) {
            objects[row] = isText ? text(values[row]) : (Object) values[row];
        }
        return Arrays.asList(objects);
    }

    private String text(long slice) {
        return new String(body, (int) (slice >>> Integer.SIZE), (int) slice, StandardCharsets.ISO_8859_1);
    }
}
