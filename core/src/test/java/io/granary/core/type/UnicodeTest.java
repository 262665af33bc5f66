package io.granary.core.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.Property;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnicodeTest {

    @Test
    void writesTheUtf8ThatTheJdkWrites() {
        Property.check(5_000, random -> {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(20), 0, 4)
                    .forEach(plane -> text.appendCodePoint(codePoint(plane, random.nextInt())));
            byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
            byte[] written = new byte[utf8.length];

            assertThat(Unicode.utf8Length(text.toString())).isEqualTo(utf8.length);
            assertThat(Unicode.writeUtf8(text.toString(), written, 0)).isEqualTo(utf8.length);
            assertThat(written).isEqualTo(utf8);
        });
    }

    @Test
    void knowsLoneSurrogates() {
        for (String text : new String[] {"\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "\ud800\ud800\udc00"}) {
            assertThat(Unicode.utf8Length(text)).isEqualTo(Unicode.NOT_UNICODE);
        }
    }

    /** One code point of each length in UTF-8. */
    private static int codePoint(int plane, int random) {
        return switch (plane) {
            case 0 -> Math.floorMod(random, 0x80);
            case 1 -> 0x80 + Math.floorMod(random, 0x780);
            case 2 -> 0xE000 + Math.floorMod(random, 0x2000);
            default -> 0x10000 + Math.floorMod(random, 0x100000);
        };
    }
}
