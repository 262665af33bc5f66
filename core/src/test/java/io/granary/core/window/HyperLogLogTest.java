package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperLogLogTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 1_000, 3_000, 10_000, 100_000, 1_000_000})
    void estimatesWithinThreeStandardErrors(int count) {
        HyperLogLog registers = new HyperLogLog();
        for (int i = 0; i < count; i++) {
            registers.add(hash(i));
        }
        assertThat((double) registers.estimate()).isCloseTo(count, Percentage.withPercentage(4.9));
    }

    @Test
    void isUnbiased() {
        double sum = 0;
        for (int set = 0; set < 200; set++) {
            HyperLogLog registers = new HyperLogLog();
            for (int i = 0; i < 5_000; i++) {
                registers.add(hash(((long) set << 32) | i));
            }
            sum += registers.estimate();
        }
        assertThat(sum / 200).isCloseTo(5_000, within(20.0));
    }

    @Test
    void survivesFullRegisters() {
        HyperLogLog registers = new HyperLogLog();
        for (int register = 0; register < HyperLogLog.REGISTERS; register++) {
            registers.raise(register, HyperLogLog.MAX_RANK);
        }
        assertThat(registers.estimate()).isEqualTo(Long.MAX_VALUE);
    }

    private static long hash(long value) {
        return XxHash64.hash(ByteBuffer.allocate(Long.BYTES).putLong(value).array(), 0, Long.BYTES);
    }
}
