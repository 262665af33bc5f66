package io.granary.core.window;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.type.DataType;
import io.granary.core.type.ListType;
import io.granary.core.type.ScalarType;
import io.granary.core.window.AccumulatorSpec.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation's function as the definition writes it, such as {@code avg}, {@code last_k(3)} or {@code
 * percentile(0.5)}.
 *
 * @param argument of the functions that take one; else null
 */
public record WindowFunction(Name name, @Nullable Double argument) {

    /** Every k of {@code first_k} and {@code last_k} is at most this. */
    public static final int MAX_K = 1_000;

    /** The cap of {@code count_distinct} is at most this. */
    public static final int MAX_CAP = 100_000;

    private static final int DEFAULT_CAP = 1_000;

    /** What {@link #parse} takes, for error messages. */
    public static final String EXPECTED = "count, sum, avg, min, max, var, std, first, last,"
            + " first_k(k) and last_k(k) with k from 1 to " + MAX_K
            + ", count_distinct, count_distinct(cap) with cap from 1 to " + MAX_CAP
            + ", approx_count_distinct or percentile(p) with p from 0 to 1";

    private static final Pattern TEXT = Pattern.compile("([a-z_]+)(?:\\(\\s*([0-9.]{1,9})\\s*\\))?");

    /** The functions; each merges in any order. */
    public enum Name {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX,
        VAR,
        STD,
        FIRST,
        LAST,
        FIRST_K,
        LAST_K,
        COUNT_DISTINCT,
        APPROX_COUNT_DISTINCT,
        PERCENTILE;

        /** The word in a definition. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads the text form.
     *
     * @throws GranaryException (INVALID_ARGUMENT) for an unknown function or a wrong argument
     */
    public static WindowFunction parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw unknown(text);
        }
        Name name = Arrays.stream(Name.values())
                .filter(candidate -> candidate.text().equals(matcher.group(1)))
                .findFirst()
                .orElseThrow(() -> unknown(text));
        WindowFunction function = new WindowFunction(name, argument(text, matcher.group(2)));
        if (!function.hasRightArgument()) {
            throw GranaryException.invalid("function", text, function.rule());
        }
        return function;
    }

    /** Whether the aggregation must say what it aggregates: all but {@code count}. */
    public boolean needsInput() {
        return name != Name.COUNT;
    }

    /** Whether the feature is a list, which is empty for a window without values. */
    public boolean givesList() {
        return name == Name.FIRST_K || name == Name.LAST_K;
    }

    /** Whether the function takes values of that type. */
    public boolean takes(ScalarType input) {
        return switch (name) {
            case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT, FIRST, LAST, FIRST_K, LAST_K -> true;
            case MIN, MAX -> input == ScalarType.TIMESTAMP || isNumber(input);
            case SUM, AVG, VAR, STD, PERCENTILE -> isNumber(input);
        };
    }

    /** What {@link #takes} is true for, for error messages. */
    public String inputRule() {
        return switch (name) {
            case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT, FIRST, LAST, FIRST_K, LAST_K -> "any scalar";
            case MIN, MAX -> "a number or TIMESTAMP, as the function is " + name.text();
            case SUM, AVG, VAR, STD, PERCENTILE -> "a number, as the function is " + name.text();
        };
    }

    /**
     * The accumulators that the function reads, in the order in which it reads them.
     *
     * @param input ordinal of what is aggregated among the layout's inputs
     */
    public List<AccumulatorSpec> accumulators(int input) {
        AccumulatorSpec count = new AccumulatorSpec(Kind.COUNT, 0, input);
        AccumulatorSpec sum = new AccumulatorSpec(Kind.SUM, 0, input);
        AccumulatorSpec squares = new AccumulatorSpec(Kind.SUM_OF_SQUARES, 0, input);
        return switch (name) {
            case COUNT -> List.of(count);
            case SUM, AVG -> List.of(count, sum);
            case VAR, STD -> List.of(count, sum, squares);
            case MIN -> List.of(new AccumulatorSpec(Kind.MIN, 0, input));
            case MAX -> List.of(new AccumulatorSpec(Kind.MAX, 0, input));
            case FIRST, FIRST_K -> List.of(new AccumulatorSpec(Kind.FIRST, size(), input));
            case LAST, LAST_K -> List.of(new AccumulatorSpec(Kind.LAST, size(), input));
            case COUNT_DISTINCT -> List.of(new AccumulatorSpec(Kind.DISTINCT, size(), input));
            case APPROX_COUNT_DISTINCT -> List.of(new AccumulatorSpec(Kind.HYPERLOGLOG, 0, input));
            case PERCENTILE -> List.of(new AccumulatorSpec(Kind.QUANTILES, 0, input));
        };
    }

    /**
     * The type of the feature that this function gives.
     *
     * @throws GranaryException (INVALID_ARGUMENT) when the function does not take such an input
     */
    public DataType resultType(ScalarType input) {
        if (!takes(input)) {
            throw GranaryException.invalid("of", input, inputRule());
        }
        return switch (name) {
            case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT -> ScalarType.INT64;
            case FIRST, LAST, MIN, MAX -> input;
            case FIRST_K, LAST_K -> new ListType(input);
            case SUM -> isInteger(input) ? ScalarType.INT64 : ScalarType.FLOAT64;
            case AVG, VAR, STD, PERCENTILE -> ScalarType.FLOAT64;
        };
    }

    /** How many values the function keeps at most; of those that take a k or a cap, and of first and last. */
    int size() {
        if (argument != null) {
            return argument.intValue();
        }
        return name == Name.COUNT_DISTINCT ? DEFAULT_CAP : 1;
    }

    /** p of {@code percentile(p)}. */
    double fraction() {
        return requireNonNull(argument, "argument");
    }

    private static boolean isNumber(ScalarType type) {
        return isInteger(type) || type == ScalarType.FLOAT32 || type == ScalarType.FLOAT64;
    }

    private static boolean isInteger(ScalarType type) {
        return type == ScalarType.INT32 || type == ScalarType.INT64;
    }

    private boolean hasRightArgument() {
        return switch (name) {
            case FIRST_K, LAST_K -> argument != null && isWhole(argument, MAX_K);
            case COUNT_DISTINCT -> argument == null || isWhole(argument, MAX_CAP);
            case PERCENTILE -> argument != null && argument >= 0 && argument <= 1;
            default -> argument == null;
        };
    }

    private static boolean isWhole(double argument, int max) {
        return argument >= 1 && argument <= max && argument % 1 == 0;
    }

    private String rule() {
        return switch (name) {
            case COUNT_DISTINCT -> "count_distinct or count_distinct(cap) with cap from 1 to " + MAX_CAP;
            case FIRST_K, LAST_K -> name.text() + "(k) with k from 1 to " + MAX_K;
            case PERCENTILE -> name.text() + "(p) with p from 0 to 1";
            default -> name.text() + " without an argument";
        };
    }

    private static @Nullable Double argument(String text, @Nullable String argument) {
        try {
            return argument == null ? null : Double.valueOf(argument);
        } catch (NumberFormatException e) {
            throw unknown(text);
        }
    }

    private static GranaryException unknown(String text) {
        return GranaryException.invalid("function", text, EXPECTED);
    }
}
