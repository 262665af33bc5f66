package io.granary.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

final class AvroBytesTest {

    @Test
    void ordersNumbersAsAvroWritesThem() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            long left = random.nextLong() >> random.nextInt(64);
            long right = random.nextLong() >> random.nextInt(64);
            int expected = Integer.signum(Arrays.compareUnsigned(avro(left), avro(right)));

            int actual = AvroBytes.compare(new long[] {AvroBytes.number(left)}, new long[] {AvroBytes.number(right)});

            assertThat(Integer.signum(actual)).as("%d and %d", left, right).isEqualTo(expected);
        }
    }

    private static byte[] avro(long value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        encoder.writeIndex(1);
        encoder.writeLong(value);
        encoder.flush();
        return out.toByteArray();
    }
}
