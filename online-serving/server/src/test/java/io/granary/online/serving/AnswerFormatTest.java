package io.granary.online.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | FEAST",
                "*/* | FEAST",
                "application/* | FEAST",
                "Application/JSON; charset=utf-8 | FEAST",
                "text/html, application/xhtml+xml, */*;q=0.8 | FEAST",
                "application/vnd.granary.rows+json | ROWS",
                "application/vnd.apache.arrow.stream | ARROW",
                "application/json;q=0.5, application/vnd.apache.arrow.stream | ARROW",
                "application/vnd.granary.rows+json;q=0.9, */*;q=0.1 | ROWS",
                "application/json;q=0, */* | ROWS"
            })
    void choosesWhatTheCallerLikesBest(String accept, AnswerFormat format) {
        assertThat(AnswerFormat.of(accept)).isEqualTo(format);
    }

    @Test
    void answersAsFeastDoesWhenNothingIsSaid() {
        assertThat(AnswerFormat.of(null)).isEqualTo(AnswerFormat.FEAST);
    }

    @Test
    void saysWhatThereIsWhenNothingFits() {
        assertThatThrownBy(() -> AnswerFormat.of("text/csv"))
                .hasMessage("Accept: text/csv (expected: one of application/json, application/vnd.granary.rows+json,"
                        + " application/vnd.apache.arrow.stream)");
    }
}
