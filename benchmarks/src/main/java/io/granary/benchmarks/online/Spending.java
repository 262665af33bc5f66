package io.granary.benchmarks.online;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The payments of one entity in one view, with whole amounts. They lie so that every window has the same ones for a quarter
 * of an hour: an answer stays right while a benchmark runs.
 *
 * @param nowMicros when they are written
 */
record Spending(int entity, int view, long nowMicros) {

    private static final int OF_EACH_AGE = 90;
    private static final int MOST = 1_000;

    /** One payment. */
    record Payment(long micros, double amount) {}

    /** The last forty minutes, the hours before that fill a day, and the days that fill a week. */
    List<Payment> all() {
        return Stream.of(hour(), day(), week()).flatMap(List::stream).toList();
    }

    private List<Payment> hour() {
        return payments(1, TimeUnit.MINUTES.toMicros(1), TimeUnit.MINUTES.toMicros(40));
    }

    private List<Payment> day() {
        return payments(2, TimeUnit.HOURS.toMicros(2), TimeUnit.HOURS.toMicros(22));
    }

    private List<Payment> week() {
        return payments(3, TimeUnit.HOURS.toMicros(26), TimeUnit.HOURS.toMicros(24 * 6));
    }

    private List<Payment> payments(int salt, long youngest, long oldest) {
        SplittableRandom random = new SplittableRandom((entity * 31L + view) * 31 + salt);
        return LongStream.range(0, OF_EACH_AGE)
                .mapToObj(i -> new Payment(nowMicros - random.nextLong(youngest, oldest), random.nextInt(1, MOST)))
                .toList();
    }

    /** The right answers for the windows 1h, 24h, 7d of {@code avg}, then {@code max}, then {@code count}. */
    List<Double> answers() {
        List<Payment> day = Stream.concat(hour().stream(), day().stream()).toList();
        List<List<Payment>> windows = List.of(hour(), day, all());
        Stream<Double> average = windows.stream()
                .map(each ->
                        each.stream().mapToDouble(Payment::amount).average().orElseThrow());
        Stream<Double> most = windows.stream()
                .map(each -> each.stream().mapToDouble(Payment::amount).max().orElseThrow());
        Stream<Double> count = windows.stream().map(each -> (double) each.size());
        return Stream.of(average, most, count).flatMap(each -> each).toList();
    }
}
