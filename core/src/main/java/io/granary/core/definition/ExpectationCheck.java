package io.granary.core.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an {@link Expectation} looks at: one value of each row, or a table as a whole. */
public sealed interface ExpectationCheck {

    /** The words for the checks in definition files. */
    enum Kind {
        NOT_NULL,
        RANGE,
        SET,
        REGEX,
        UNIQUE,
        FRESHNESS,
        ROW_COUNT
    }

    Kind kind();

    /** The rule in words, as errors say it. */
    String expected();

    /** Of one value in each row: a column of a source, or a feature of a view. Null passes all but {@link NotNull}. */
    sealed interface OfRow extends ExpectationCheck {

        String column();
    }

    /** Of a table as a whole. */
    sealed interface OfTable extends ExpectationCheck {}

    /** A value is there. */
    record NotNull(String column) implements OfRow {

        @Override
        public Kind kind() {
            return Kind.NOT_NULL;
        }

        @Override
        public String expected() {
            return "not null";
        }
    }

    /**
     * A number or moment within bounds, both inclusive. NaN is within none.
     *
     * @param min a number, or a moment as RFC 3339; null: none
     * @param max likewise
     */
    record Range(
            String column, @Nullable String min, @Nullable String max) implements OfRow {

        @Override
        public Kind kind() {
            return Kind.RANGE;
        }

        @Override
        public String expected() {
            return Bounds.text(min, max);
        }
    }

    /** One of some values, each as text. */
    record OneOf(String column, List<String> values) implements OfRow {

        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public Kind kind() {
            return Kind.SET;
        }

        @Override
        public String expected() {
            return "one of " + String.join(", ", values);
        }
    }

    /** A text that an RE2 pattern matches as a whole. */
    record Matches(String column, String pattern) implements OfRow {

        @Override
        public Kind kind() {
            return Kind.REGEX;
        }

        @Override
        public String expected() {
            return "text that matches " + pattern;
        }
    }

    /** No two rows with the same values in these columns; a row with a null among them is like no other. */
    record Unique(List<String> columns) implements OfTable {

        public Unique {
            columns = List.copyOf(columns);
        }

        @Override
        public Kind kind() {
            return Kind.UNIQUE;
        }

        @Override
        public String expected() {
            return "no two rows with the same " + String.join(", ", columns);
        }
    }

    /** The newest event timestamp is no older than that when a job begins. */
    record Freshness(Duration within) implements OfTable {

        @Override
        public Kind kind() {
            return Kind.FRESHNESS;
        }

        @Override
        public String expected() {
            return "a row of the last " + within;
        }
    }

    /** So many rows. */
    record RowCount(@Nullable Long min, @Nullable Long max) implements OfTable {

        @Override
        public Kind kind() {
            return Kind.ROW_COUNT;
        }

        @Override
        public String expected() {
            return Bounds.text(min, max) + " rows";
        }
    }
}
