package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Metadata;
import io.granary.core.type.ScalarType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GivenKeyTest {

    private static final Entity VISIT = new Entity(
            "visit",
            List.of(new JoinKey("shopper", ScalarType.STRING), new JoinKey("shop", ScalarType.INT64)),
            Metadata.NONE);

    @Test
    void valuesAreInTheOrderOfTheEntityAndOfItsTypes() {
        assertThat(GivenKey.read(VISIT, List.of("shop=7", "shopper=a=b"))).containsExactly("a=b", 7L);
        assertThat(GivenKey.read(VISIT, List.of("shopper=", "shop=-1"))).containsExactly("", -1L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shopper=ann | --key: no shop (expected: each join key of entity 'visit': [shopper, shop])",
                "shopper=ann,shop=1.5 | --key shop: \"1.5\" (expected: INT64: a whole number from",
                "shopper=ann,shop=1,city=x | --key: city (expected: a join key of the entity: [shopper, shop])",
                "shopper=ann,shopper=bob | --key: shopper (expected: each join key once)",
                "shopper | --key: shopper (expected: JOINKEY=VALUE)",
                "=ann | --key: =ann (expected: JOINKEY=VALUE)",
            })
    void whatIsNoKeyIsNamed(String given, String message) {
        assertThatThrownBy(() -> GivenKey.read(VISIT, List.of(given.split(","))))
                .hasMessageStartingWith(message);
    }
}
