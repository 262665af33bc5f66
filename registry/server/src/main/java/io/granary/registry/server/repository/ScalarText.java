package io.granary.registry.server.repository;

import java.util.regex.Pattern;

/** How a scalar is written: bare where every YAML reader takes it for the same text, else in double quotes. */
final class ScalarText {

    private static final String START = "[\\p{L}\\p{N}_/.<(%+*=-]";
    private static final Pattern BARE =
            Pattern.compile(START + "(?:[^\\p{Cntrl}:#\"\\\\\u2028\u2029\ufeff]|:(?! )|(?<! )#)*");
    private static final Pattern BARE_IN_FLOW =
            Pattern.compile(START + "(?:[^\\p{Cntrl}:#,\\[\\]{}\"\\\\\u2028\u2029\ufeff]|:(?! )|(?<! )#)*");
    private static final Pattern TRICKY_START =
            Pattern.compile("[-?:]( .*)?|\\*.*|---.*|\\.\\.\\..*|%.*|=|<<|.*:|.*\\s");
    /** What other readers take for a number, a moment, a boolean or nothing. */
    private static final Pattern TYPED = Pattern.compile(
            "(?i)true|false|null|yes|no|on|off|y|n|[-+]?[.\\d][\\d_,.]*(e[-+]?\\d+)?|0[xob][\\da-f_]+|[-+]?\\.(inf|nan)"
                    + "|[-+]?\\d+(:\\d+)+(\\.\\d*)?|\\d{4}-\\d\\d?-\\d\\d?.*");

    private ScalarText() {}

    /** The text on one line of its own. */
    static String of(YamlNode.Text scalar, Shape shape) {
        return of(scalar, shape, BARE);
    }

    /** The text between the brackets or braces of a line. */
    static String inFlow(YamlNode.Text scalar, Shape shape) {
        return of(scalar, shape, BARE_IN_FLOW);
    }

    private static String of(YamlNode.Text scalar, Shape shape, Pattern bare) {
        if (scalar.isNull()) {
            return scalar.text();
        }
        return isBare(scalar, shape, bare) ? scalar.text() : quoted(scalar.text());
    }

    static String key(String name) {
        return isPlain(name, BARE_IN_FLOW) && !TYPED.matcher(name).matches() ? name : quoted(name);
    }

    private static boolean isBare(YamlNode.Text scalar, Shape shape, Pattern bare) {
        String text = scalar.text();
        if (!isPlain(text, bare) || shape.equals(Scalars.EXPRESSION) || shape.equals(Scalars.MOMENT)) {
            return false;
        }
        boolean isTyped = TYPED.matcher(text).matches();
        if (shape instanceof Shape.Scalar known) {
            return !isTyped || mayBeTyped(known);
        }
        boolean wasBare = scalar.style() == YamlNode.Text.Style.PLAIN;
        return wasBare || (!isTyped && scalar.style() == YamlNode.Text.Style.BLOCK);
    }

    /** Whether a scalar is a number or a boolean rather than text that looks like one. */
    private static boolean mayBeTyped(Shape.Scalar shape) {
        return !(shape.placeholder() instanceof String) && shape.form().types().size() > 1;
    }

    private static boolean isPlain(String text, Pattern bare) {
        return bare.matcher(text).matches() && !TRICKY_START.matcher(text).matches();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> append(quoted, character));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int character) {
        switch (character) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            default -> {
                if (isPrintable(character)) {
                    quoted.appendCodePoint(character);
                } else {
                    quoted.append(String.format(character > 0xffff ? "\\U%08x" : "\\u%04x", character));
                }
            }
        }
    }

    private static boolean isPrintable(int character) {
        return !Character.isISOControl(character)
                && character != 0x2028
                && character != 0x2029
                && character != 0xfeff
                && Character.getType(character) != Character.SURROGATE;
    }
}
