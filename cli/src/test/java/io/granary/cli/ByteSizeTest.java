package io.granary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

final class ByteSizeTest {

    private final ByteSize size = new ByteSize();

    @Test
    void readsBinaryUnits() {
        assertThat(size.convert("1B")).isEqualTo(1);
        assertThat(size.convert("3KiB")).isEqualTo(3 << 10);
        assertThat(size.convert("512 MiB")).isEqualTo(512 << 20);
        assertThat(size.convert("4GiB")).isEqualTo(4L << 30);
    }

    @Test
    void refusesWhatIsNoSize() {
        for (String text : new String[] {"4", "4GB", "-1B", "1.5GiB", ""}) {
            assertThatThrownBy(() -> size.convert(text))
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessage(text + " (expected: a size such as 512MiB or 4GiB)");
        }
    }
}
