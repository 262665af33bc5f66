package io.granary.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes such as {@code 512MiB} and {@code 4GiB} as bytes. */
final class ByteSize implements ITypeConverter<Long> {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}) *([KMGT]iB|B)");
    private static final Map<String, Integer> SHIFTS = Map.of("B", 0, "KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);

    @Override
    public Long convert(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    String.format(Locale.ROOT, "%s (expected: a size such as 512MiB or 4GiB)", text));
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << SHIFTS.getOrDefault(matcher.group(2), 0));
    }
}
