package io.granary.online.serving.json;

import io.granary.core.type.EpochMicros;
import java.nio.charset.StandardCharsets;

/** Writes moments into one text, as RFC 3339 in UTC with 0, 3 or 6 digits of a second's fraction. */
public final class TimestampText {

    private static final byte[] EPOCH = "\"1970-01-01T00:00:00Z\"".getBytes(StandardCharsets.US_ASCII);
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long DAYS_TO_YEAR_10000 = 2_932_897;
    private static final long DAYS_FROM_YEAR_0 = -719_528;

    /** What comes before the time of a day. */
    private static final int DATE_LENGTH = "\"1970-01-01T".length();

    private final JsonBuffer json;
    private long lastDay = Long.MIN_VALUE;
    private int lastStart;

    public TimestampText(JsonBuffer json) {
        this.json = json;
    }

    /** The quoted text of a moment in epoch microseconds. */
    public void write(long micros) {
        if (micros == 0) {
            json.raw(EPOCH);
            return;
        }
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        long days = Math.floorDiv(seconds, SECONDS_PER_DAY);
        if (days < DAYS_FROM_YEAR_0 || days >= DAYS_TO_YEAR_10000) {
            json.string(EpochMicros.toInstant(micros).toString());
            return;
        }
        dateOf(days);
        time(Math.floorMod(seconds, SECONDS_PER_DAY));
        fraction(Math.floorMod(micros, MICROS_PER_SECOND));
        json.letter('Z');
        json.letter('"');
    }

    /** Copied when it is the date that was written last. */
    private void dateOf(long day) {
        int start = json.length();
        if (day == lastDay) {
            json.repeat(lastStart, lastStart + DATE_LENGTH);
        } else {
            json.letter('"');
            date(day);
            json.letter('T');
        }
        lastDay = day;
        lastStart = start;
    }

    /** The proleptic Gregorian date: 400-year eras whose years begin in March, so that leap days come last. */
    private void date(long epochDay) {
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        long dayOfEra = Math.floorMod(shifted, 146_097);
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long marchMonth = (5 * dayOfYear + 2) / 153;
        long month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        json.digits(yearOfEra + 400 * era + (month <= 2 ? 1 : 0), 4);
        json.letter('-');
        json.digits(month, 2);
        json.letter('-');
        json.digits(dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2);
    }

    private void time(long secondOfDay) {
        int second = (int) secondOfDay;
        json.twoDigits(second / 3_600);
        json.letter(':');
        json.twoDigits(second / 60 % 60);
        json.letter(':');
        json.twoDigits(second % 60);
    }

    private void fraction(long micros) {
        if (micros == 0) {
            return;
        }
        json.letter('.');
        if (micros % 1_000 == 0) {
            json.digits(micros / 1_000, 3);
        } else {
            json.digits(micros, 6);
        }
    }
}
