package io.granary.serving.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.type.ScalarType;
import org.junit.jupiter.api.Test;

final class TensorTest {

    @Test
    void readsValuesByPlace() {
        Tensor tensor = new Tensor("p", ScalarType.FLOAT32, new long[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6});

        assertThat(tensor.rows()).isEqualTo(2);
        assertThat(tensor.width()).isEqualTo(3);
        assertThat(tensor.value(4)).isEqualTo(5f);
    }

    @Test
    void refusesAShapeThatDoesNotHoldTheValues() {
        assertThatThrownBy(() -> new Tensor("p", ScalarType.FLOAT32, new long[] {2, 2}, new float[3]))
                .hasMessage("tensor p shape: [2, 2] (expected: as many as its values)");
    }
}
