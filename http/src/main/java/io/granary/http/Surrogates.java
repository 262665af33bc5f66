package io.granary.http;

import io.granary.core.GranaryException;

/** Finds {@code \}{@code ud800}-style escapes that are not a pair and so name no character. */
final class Surrogates {

    private static final int ESCAPE_LENGTH = 6;

    private Surrogates() {}

    static void check(byte[] json) {
        int i = 0;
        while (i < json.length) {
            i += json[i] == '\\' ? escapeLength(json, i) : 1;
        }
    }

    private static int escapeLength(byte[] json, int at) {
        int unit = codeUnit(json, at);
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            return 2;
        }
        int next = codeUnit(json, at + ESCAPE_LENGTH);
        if (!Character.isHighSurrogate((char) unit) || next < 0 || !Character.isLowSurrogate((char) next)) {
            throw GranaryException.invalid(
                    JsonPlace.at(json, at), "lone surrogate \\u" + Integer.toHexString(unit), "a surrogate pair");
        }
        return 2 * ESCAPE_LENGTH;
    }

    /** The code unit of the {@code \}{@code uXXXX} escape at a position, or -1 when there is none. */
    private static int codeUnit(byte[] json, int at) {
        if (at + ESCAPE_LENGTH > json.length || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
