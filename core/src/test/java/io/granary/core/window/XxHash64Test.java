package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XxHash64Test {

    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "abcdefghijklmnopqrstuvwxyz012345, bf2cd639b4143b80",
        "The quick brown fox jumps over the lazy dog, 0b242d361fda71bc",
    })
    void givesThePublishedHashes(String text, String hash) {
        byte[] bytes = (text + "?").getBytes(StandardCharsets.UTF_8);
        assertThat(XxHash64.hash(bytes, 0, bytes.length - 1)).isEqualTo(Long.parseUnsignedLong(hash, 16));
    }
}
