package io.granary.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    @ParameterizedTest
    @CsvSource({
        "dealy, delay",
        "Origin, origin",
        "orign, origin",
        "origins, origin",
        "destinatoin, destination",
        "x, y",
    })
    void suggestsTheClosestWord(String given, String meant) {
        assertThat(Suggestions.of(given, List.of("carrier", "origin", "delay", "destination", "y")))
                .isEqualTo("did you mean '" + meant + "'?");
    }

    @Test
    void suggestsNothingFarAway() {
        assertThat(Suggestions.of("weather", List.of("origin", "delay"))).isNull();
        assertThat(Suggestions.of("", List.of("origin"))).isNull();
        assertThat(Suggestions.of("origin", List.of())).isNull();
    }

    @Test
    void spendsNoTimeOnLongWords() {
        assertThat(Suggestions.of("x".repeat(201), List.of("x".repeat(200)))).isNull();
    }
}
