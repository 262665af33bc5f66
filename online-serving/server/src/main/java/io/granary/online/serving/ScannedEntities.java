package io.granary.online.serving;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entities of a request where they have their usual form: lists of whole numbers, or of text without escapes,
 * equally long. What has any other form, right or wrong, is left to {@link FeastRequestReader}, so that nothing is refused
 * here. Used once.
 */
final class ScannedEntities {

    private static final int MOST_COLUMNS = 16;
    private static final int MOST_DIGITS = 18;

    private final byte[] body;
    private final int maxRows;
    private final List<ScannedColumn> columns = new ArrayList<>(2);
    private int position;

    private ScannedEntities(byte[] body, int position, int maxRows) {
        this.body = body;
        this.position = position;
        this.maxRows = maxRows;
    }

    /**
     * Reads the object at a position.
     *
     * @return null unless it has the usual form and at least one row, at most so many
     */
    static @Nullable ScannedEntities of(byte[] body, int position, int maxRows) {
        ScannedEntities entities = new ScannedEntities(body, position, maxRows);
        return entities.isObject() && entities.areEquallyLong() ? entities : null;
    }

    /** Where the object ends. */
    int end() {
        return position;
    }

    List<ScannedColumn> columns() {
        return columns;
    }

    int rows() {
        return columns.get(0).rows();
    }

    /** Whether a reader that reads everything read the same: then this is the object that it read, and none inside it. */
    boolean isSameAs(EntityColumns entities) {
        return columns.size() == entities.names().size()
                && columns.stream().allMatch(column -> column.isSameAs(entities));
    }

    private boolean areEquallyLong() {
        for (ScannedColumn column : columns) {
            if (column.rows() != rows()) {
                return false;
            }
        }
        return true;
    }

    private boolean isObject() {
        if (!skip('{')) {
            return false;
        }
        do {
            if (columns.size() == MOST_COLUMNS || !isColumn()) {
                return false;
            }
        } while (skip(','));
        return skip('}');
    }

    private boolean isColumn() {
        if (!skip('"')) {
            return false;
        }
        int nameStart = position;
        int nameEnd = endOfText();
        if (nameEnd < 0 || !skip(':') || !skip('[')) {
            return false;
        }
        boolean isText = skipSpace() == '"';
        ScannedColumn column = new ScannedColumn(body, nameStart, nameEnd, isText);
        columns.add(column);
        return (isText ? areTexts(column) : areNumbers(column)) && skip(']');
    }

    private boolean areTexts(ScannedColumn column) {
        do {
            if (column.rows() == maxRows || !skip('"')) {
                return false;
            }
            int start = position;
            int end = endOfText();
            if (end < 0) {
                return false;
            }
            column.addText(start, end);
        } while (skip(','));
        return true;
    }

    /** Passes over text and the quote at its end; -1 when it is not plain. */
    private int endOfText() {
        for (int i = position; i < body.length; i++) {
            byte unit = body[i];
            if (unit == '"') {
                position = i + 1;
                return i;
            }
            if (unit < ' ' || unit == '\\') {
                return -1;
            }
        }
        return -1;
    }

    private boolean areNumbers(ScannedColumn column) {
        do {
            skipSpace();
            boolean isNegative = position < body.length && body[position] == '-';
            int start = isNegative ? position + 1 : position;
            long number = 0;
            int end = start;
            while (end < body.length && body[end] >= '0' && body[end] <= '9' && end - start <= MOST_DIGITS) {
                number = 10 * number + (body[end++] - '0');
            }
            if (column.rows() == maxRows || !isNumber(start, end)) {
                return false;
            }
            position = end;
            column.addNumber(isNegative ? -number : number);
        } while (skip(','));
        return true;
    }

    /** Whether the digits are a number that 64 bits hold, and not -0. */
    private boolean isNumber(int start, int end) {
        int digits = end - start;
        return digits > 0 && digits <= MOST_DIGITS && (body[start] != '0' || (digits == 1 && start == position));
    }

    /** Passes over white space and then over a letter, if it is there. */
    private boolean skip(char letter) {
        if (skipSpace() != letter) {
            return false;
        }
        position++;
        return true;
    }

    /** Passes over white space; the next byte, or 0 at the end. */
    private int skipSpace() {
        while (position < body.length) {
            byte next = body[position];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            position++;
        }
        return 0;
    }
}
