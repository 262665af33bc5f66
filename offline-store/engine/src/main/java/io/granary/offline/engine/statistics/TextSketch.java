package io.granary.offline.engine.statistics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.core.window.ByteSink;
import io.granary.core.window.ByteSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the texts of a column so far: how often each occurs, until there are too many different or too long ones.
 * One thread.
 */
final class TextSketch {

    static final int MAX_TEXTS = 2048;
    static final int MAX_LENGTH = 256;

    private final Map<String, Counter> texts = new HashMap<>();
    private long count;
    private boolean isTooMuch;

    void add(String text) {
        add(text, 1);
    }

    void write(ByteSink out) {
        out.writeVarint(count);
        out.writeByte(isTooMuch ? 1 : 0);
        out.writeVarint(texts.size());
        texts.forEach((text, counter) -> {
            byte[] bytes = text.getBytes(UTF_8);
            out.writeVarint(bytes.length);
            out.writeBytes(bytes, 0, bytes.length);
            out.writeVarint(counter.count);
        });
    }

    void merge(ByteSource in) {
        long total = count + in.readVarint();
        if (in.readByte() == 1) {
            giveUp();
        }
        long size = in.readVarint();
        for (long i = 0; i < size; i++) {
            int length = in.readLength();
            int start = in.take(length);
            add(new String(in.array(), start, length, UTF_8), in.readVarint());
        }
        count = total;
    }

    ColumnStatistics statistics() {
        if (isTooMuch) {
            return ColumnStatistics.ofCount(count, 0);
        }
        List<ColumnStatistics.TopValue> top = texts.entrySet().stream()
                .map(entry -> new ColumnStatistics.TopValue(entry.getKey(), entry.getValue().count))
                .sorted(Comparator.comparingLong(ColumnStatistics.TopValue::count)
                        .reversed()
                        .thenComparing(value -> value.value().toString()))
                .limit(ColumnStatistics.TOP_VALUES)
                .toList();
        return ColumnStatistics.ofTexts(count, texts.size(), top);
    }

    private void add(String text, long times) {
        count += times;
        if (isTooMuch) {
            return;
        }
        Counter counter = texts.get(text);
        if (counter != null) {
            counter.count += times;
        } else if (texts.size() == MAX_TEXTS || text.length() > MAX_LENGTH) {
            giveUp();
        } else {
            texts.put(text, new Counter(times));
        }
    }

    private void giveUp() {
        isTooMuch = true;
        texts.clear();
    }

    private static final class Counter {

        private long count;

        Counter(long count) {
            this.count = count;
        }
    }
}
