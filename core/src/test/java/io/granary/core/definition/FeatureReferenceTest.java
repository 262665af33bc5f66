package io.granary.core.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "airports:city, airports, , city, airports:city",
        "airports:*, airports, , *, airports:*",
        "airports@v3:city, airports, 3, city, airports@v3:city",
        "airports@V12:*, airports, 12, *, airports@v12:*",
        "airports@latest:city, airports, , city, airports:city",
        "airports@Latest:city, airports, , city, airports:city",
    })
    void hasAViewAVersionAndAFeature(String text, String view, Integer version, String feature, String shown) {
        assertThat(FeatureReference.parse(text))
                .isEqualTo(new FeatureReference(view, version, feature))
                .hasToString(shown);
        assertThat(FeatureReference.viewOf(text)).isEqualTo(view);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "city",
                ":city",
                "airports:",
                "a:b:c",
                "a@3:b",
                "a@v:b",
                "a@:b",
                "@v3:b",
                "a@v1@v2:b",
                "a@v1234567890:b"
            })
    void isRefusedInAnyOtherForm(String text) {
        assertThatThrownBy(() -> FeatureReference.parse(text))
                .isInstanceOf(GranaryException.class)
                .hasMessage("features: '" + text + "' (expected: view:feature, view@v3:feature or view:*)");
    }

    @Test
    void selectsOneFeatureOrAll() {
        assertThat(FeatureReference.parse("airports@v3:city").selection().features())
                .containsExactly("city");
        assertThat(FeatureReference.parse("airports:*").selection()).isEqualTo(FeatureSelection.allOf("airports"));
    }

    @Test
    void tellsTheViewOfWhatIsNoReference() {
        assertThat(List.of("airports", "airports@x:y:z", ":b", ""))
                .extracting(FeatureReference::viewOf)
                .containsExactly("airports", "airports", "", "");
    }
}
