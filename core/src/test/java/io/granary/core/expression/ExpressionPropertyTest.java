package io.granary.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.type.DataType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random expressions over random rows with nulls, each built together with its meaning in plain Java, where null is
 * three-valued logic's unknown.
 */
class ExpressionPropertyTest {

    private static final long SEED = 20_010_108;
    private static final int EXPRESSIONS = 400;
    private static final int ROWS = 20;
    private static final int DEPTH = 5;

    private final Random random = new Random(SEED);

    /** A text and what it means. */
    private record Meant<T>(String text, Function<Map<String, Object>, @Nullable T> meaning) {}

    @Test
    void agreesWithPlainJava() {
        for (int i = 0; i < EXPRESSIONS; i++) {
            check(condition(DEPTH), "BOOL");
            check(whole(DEPTH), "INT64");
            check(real(DEPTH), "FLOAT64");
        }
    }

    private void check(Meant<?> meant, String type) {
        Expression expression = Expression.compile(meant.text(), Rows.COLUMNS, DataType.parse(type));
        for (int i = 0; i < ROWS; i++) {
            Map<String, Object> row = row();
            assertThat(expression.evaluate(row::get))
                    .as("%s on %s (seed %d)", meant.text(), row, SEED)
                    .isEqualTo(meant.meaning().apply(row));
        }
    }

    private Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>();
        put(row, "late", random.nextBoolean());
        put(row, "diverted", random.nextBoolean());
        put(row, "delay", (long) random.nextInt(9) - 4);
        put(row, "small", random.nextInt(9) - 4);
        put(row, "miles", random.nextInt(9) / 2.0);
        return row;
    }

    private void put(Map<String, Object> row, String name, Object value) {
        if (random.nextInt(3) > 0) {
            row.put(name, value);
        }
    }

    private Meant<Boolean> condition(int depth) {
        if (depth == 0) {
            String name = random.nextBoolean() ? "late" : "diverted";
            return new Meant<>(name, row -> (Boolean) row.get(name));
        }
        return switch (random.nextInt(7)) {
            case 0 -> and(condition(depth - 1), condition(depth - 1));
            case 1 -> or(condition(depth - 1), condition(depth - 1));
            case 2 -> strict("!(%s)", condition(depth - 1), value -> !value);
            case 3 -> isNull(real(depth - 1));
            case 4 -> strict("(%s) < (%s)", whole(depth - 1), real(depth - 1), (left, right) -> left < right);
            case 5 -> strict("(%s) == (%s)", whole(depth - 1), whole(depth - 1), Objects::equals);
            default -> orElse(condition(depth - 1), condition(depth - 1));
        };
    }

    private Meant<Long> whole(int depth) {
        if (depth == 0) {
            return random.nextBoolean()
                    ? new Meant<>("delay", row -> (Long) row.get("delay"))
                    : strict("%s", new Meant<>("small", row -> (Integer) row.get("small")), Integer::longValue);
        }
        return switch (random.nextInt(4)) {
            case 0 -> strict("(%s) + (%s)", whole(depth - 1), whole(depth - 1), Long::sum);
            case 1 -> strict("(%s) - (%s)", whole(depth - 1), whole(depth - 1), (left, right) -> left - right);
            case 2 -> choice(condition(depth - 1), whole(depth - 1), whole(depth - 1));
            default -> orElse(whole(depth - 1), whole(depth - 1));
        };
    }

    private Meant<Double> real(int depth) {
        if (depth == 0) {
            return new Meant<>("miles", row -> (Double) row.get("miles"));
        }
        return switch (random.nextInt(4)) {
            case 0 -> strict("double(%s)", whole(depth - 1), Long::doubleValue);
            case 1 -> strict("(%s) + (%s)", real(depth - 1), real(depth - 1), Double::sum);
            case 2 -> strict("abs(%s)", real(depth - 1), StrictMath::abs);
            default -> choice(condition(depth - 1), real(depth - 1), real(depth - 1));
        };
    }

    private static Meant<Boolean> and(Meant<Boolean> left, Meant<Boolean> right) {
        return new Meant<>("(%s) && (%s)".formatted(left.text(), right.text()), row -> {
            Boolean first = left.meaning().apply(row);
            Boolean second = right.meaning().apply(row);
            if (Boolean.FALSE.equals(first) || Boolean.FALSE.equals(second)) {
                return false;
            }
            return (first == null || second == null) ? null : (Boolean) true;
        });
    }

    private static Meant<Boolean> or(Meant<Boolean> left, Meant<Boolean> right) {
        return new Meant<>("(%s) || (%s)".formatted(left.text(), right.text()), row -> {
            Boolean first = left.meaning().apply(row);
            Boolean second = right.meaning().apply(row);
            if (Boolean.TRUE.equals(first) || Boolean.TRUE.equals(second)) {
                return true;
            }
            return (first == null || second == null) ? null : (Boolean) false;
        });
    }

    private static Meant<Boolean> isNull(Meant<?> operand) {
        return new Meant<>(
                "isNull(%s)".formatted(operand.text()), row -> operand.meaning().apply(row) == null);
    }

    private static <T> Meant<T> orElse(Meant<T> operand, Meant<T> otherwise) {
        return new Meant<>("default(%s, %s)".formatted(operand.text(), otherwise.text()), row -> {
            T value = operand.meaning().apply(row);
            return value == null ? otherwise.meaning().apply(row) : value;
        });
    }

    private static <T> Meant<T> choice(Meant<Boolean> condition, Meant<T> yes, Meant<T> no) {
        return new Meant<>("(%s) ? (%s) : (%s)".formatted(condition.text(), yes.text(), no.text()), row -> {
            Boolean chosen = condition.meaning().apply(row);
            return chosen == null ? null : (chosen ? yes : no).meaning().apply(row);
        });
    }

    private static <A, T> Meant<T> strict(String format, Meant<A> operand, Function<A, T> function) {
        return new Meant<>(format.formatted(operand.text()), row -> {
            A value = operand.meaning().apply(row);
            return value == null ? null : function.apply(value);
        });
    }

    private static <A, B, T> Meant<T> strict(
            String format, Meant<A> left, Meant<B> right, BiFunction<A, B, T> function) {
        return new Meant<>(format.formatted(left.text(), right.text()), row -> {
            A first = left.meaning().apply(row);
            B second = right.meaning().apply(row);
            return (first == null || second == null) ? null : function.apply(first, second);
        });
    }
}
