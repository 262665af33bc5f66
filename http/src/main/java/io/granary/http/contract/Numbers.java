package io.granary.http.contract;

import java.math.BigDecimal;

/** Rules of numbers. */
final class Numbers {

    private Numbers() {}

    static Schema atLeast(BigDecimal minimum) {
        return (value, place) -> {
            if (value.isNumber() && value.decimalValue().compareTo(minimum) < 0) {
                place.refuse(value.toString(), "at least " + minimum.toPlainString());
            }
        };
    }

    static Schema atMost(BigDecimal maximum) {
        return (value, place) -> {
            if (value.isNumber() && value.decimalValue().compareTo(maximum) > 0) {
                place.refuse(value.toString(), "at most " + maximum.toPlainString());
            }
        };
    }
}
