package io.granary.core.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.GranaryException;
import io.granary.core.definition.JoinKey;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ErasedEntitiesTest {

    private static final JoinKey CUSTOMER = new JoinKey("customer", ScalarType.STRING);
    private static final JoinKey SHOP = new JoinKey("shop", ScalarType.INT64);
    private static final EntityKey ANN = key(List.of(CUSTOMER), "ann");

    private final ErasedEntities erased = ErasedEntities.of(List.of(Erasure.of(ANN, 1_000)));

    @Test
    void whatArrivedUpToTheMomentIsErasedAndWhatComesLaterIsNot() {
        assertThat(erased.has(ANN.bytes(), 1_000)).isTrue();
        assertThat(erased.has(ANN.bytes(), 1_001)).isFalse();
        assertThat(erased.has(key(List.of(CUSTOMER), "bob").bytes(), 0)).isFalse();
    }

    @Test
    void anEntityIsAPartOfWiderKeys() {
        assertThat(erased.has(key(List.of(CUSTOMER, SHOP), "ann", 7L).bytes(), 5))
                .isTrue();
        assertThat(erased.has(key(List.of(SHOP, CUSTOMER), 7L, "ann").bytes(), 5))
                .isTrue();
        assertThat(erased.has(key(List.of(CUSTOMER, SHOP), "bob", 7L).bytes(), 5))
                .isFalse();
        assertThat(erased.has(key(List.of(SHOP), 7L).bytes(), 5)).isFalse();
    }

    @Test
    void anErasureTellsWhoseKeysAreTheEntitys() {
        Erasure erasure = Erasure.of(ANN, 1_000);

        assertThat(erasure.isOf(ANN.bytes())).isTrue();
        assertThat(erasure.isOf(key(List.of(SHOP, CUSTOMER), 7L, "ann").bytes()))
                .isTrue();
        assertThat(erasure.isOf(key(List.of(CUSTOMER), "bob").bytes())).isFalse();
        assertThat(erasure.isOf(key(List.of(SHOP), 7L).bytes())).isFalse();
    }

    @Test
    void aWiderEntityIsNotTheNarrowerOne() {
        ErasedEntities pair = ErasedEntities.of(List.of(Erasure.of(key(List.of(CUSTOMER, SHOP), "ann", 7L), 1_000)));

        assertThat(pair.has(key(List.of(SHOP, CUSTOMER), 7L, "ann").bytes(), 5)).isTrue();
        assertThat(pair.has(ANN.bytes(), 5)).isFalse();
        assertThat(pair.has(key(List.of(CUSTOMER, SHOP), "ann", 8L).bytes(), 5)).isFalse();
    }

    @Test
    void typesAndProjectsAreToldApart() {
        JoinKey number = new JoinKey("shop", ScalarType.INT32);
        ErasedEntities seven = ErasedEntities.of(List.of(Erasure.of(key(List.of(SHOP), 7L), 1_000)));

        assertThat(seven.has(key(List.of(number), 7).bytes(), 5)).isFalse();
        EntityKey other = EntityKeyCodec.of("other", List.of(SHOP)).encode(new Object[] {7L});
        assertThat(seven.has(other.bytes(), 5)).isFalse();
    }

    @Test
    void theLatestOfSeveralErasuresCounts() {
        ErasedEntities twice = ErasedEntities.of(List.of(Erasure.of(ANN, 2_000), Erasure.of(ANN, 1_000)));

        assertThat(twice.has(ANN.bytes(), 2_000)).isTrue();
        assertThat(twice.has(ANN.bytes(), 2_001)).isFalse();
    }

    @Test
    void anErasureIsATextWithoutTheEntityInIt() {
        Erasure erasure = Erasure.of(key(List.of(SHOP, CUSTOMER), 7L, "ann"), 1_000);

        assertThat(erasure.joinKeys()).containsExactly("customer", "shop");
        assertThat(erasure.text()).endsWith(" 1000 customer shop").doesNotContain("ann");
        assertThat(Erasure.parse(erasure.text())).isEqualTo(erasure);
    }

    @Test
    void whatIsNoErasureIsRefused() {
        for (String text : List.of("", "x 1 customer", "0".repeat(64) + " 1", "0".repeat(64) + " x customer")) {
            assertThatThrownBy(() -> Erasure.parse(text))
                    .isInstanceOf(GranaryException.class)
                    .hasMessageContaining("(expected: ");
        }
        assertThatThrownBy(() -> ErasedEntities.of(List.of(Erasure.of(ANN, 1))).has(new byte[] {9, 9}, 0))
                .isInstanceOf(GranaryException.class)
                .hasMessageStartingWith("Cannot decode entity key");
    }

    private static EntityKey key(List<JoinKey> joinKeys, Object... values) {
        return EntityKeyCodec.of("p", joinKeys).encode(values);
    }
}
