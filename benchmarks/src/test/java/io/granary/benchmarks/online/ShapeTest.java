package io.granary.benchmarks.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.report.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

    private static final Finding COST = Finding.of("some case", 3.6, "x hello");

    @Test
    void isReadFromText() {
        assertThat(Shape.parse("100x250")).isEqualTo(new Shape(100, 250)).hasToString("100x250");
        assertThat(Shape.parse("1x11").views()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "ten, 'cases: ten (expected: windows, or entities x features, such as 10x50)'",
        "1x50x2, 'cases: 1x50x2 (expected: windows, or entities x features, such as 10x50)'",
        "0x50, entities: 0 (expected: 1 to 1000)",
        "1x251, features: 251 (expected: 1 to 250)"
    })
    void refusesWhatTheProjectDoesNotHave(String text, String message) {
        assertThatThrownBy(() -> Shape.parse(text)).hasMessage(message);
    }

    @Test
    void hasABudgetOverHttpAtSixteenConnections() {
        assertThat(Budget.apply(COST, Protocol.HTTP, new Shape(1, 50), 16).holds())
                .isFalse();
        assertThat(Budget.apply(COST, Protocol.HTTP, new Shape(10, 50), 16).holds())
                .isTrue();
        assertThat(Budget.apply(COST, Protocol.HTTP, new Shape(1, 50), 64).budget())
                .isNull();
        assertThat(Budget.apply(COST, Protocol.HTTP, new Shape(1, 10), 16).budget())
                .isNull();
    }
}
