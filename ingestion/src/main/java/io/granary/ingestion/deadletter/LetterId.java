package io.granary.ingestion.deadletter;

import io.granary.core.GranaryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of a dead letter in its topic, which names it. */
record LetterId(int partition, long offset) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

    /** @throws GranaryException (INVALID_ARGUMENT) for what is no id */
    static LetterId parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw GranaryException.invalid("dead letter", "'" + text + "'", "an id that a list has, such as 2-1234");
        }
        return new LetterId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
