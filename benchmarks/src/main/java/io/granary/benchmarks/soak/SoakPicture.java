package io.granary.benchmarks.soak;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Shows a soak over time: one page of HTML with its curves in it, which needs nothing else. */
record SoakPicture(String title, List<Slice> slices) {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 120;

    String html() {
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%s</title>
                <style>body{font:14px sans-serif;margin:2em;max-width:%dpx}svg{background:#f4f4f4}polyline{fill:none;stroke:#06c}
                h2{font-size:1em}</style></head>
                <body><h1>%s</h1>
                %s</body></html>
                """.formatted(
                        title,
                        WIDTH,
                        title,
                        curve("p50, us", Slice::p50Micros)
                                + curve("p50 of hello beside it, us", Slice::helloMicros)
                                + curve("p99, us", Slice::p99Micros)
                                + curve("CPU of the server for each request, us", Slice::serverMicros)
                                + curve("heap after collection, MiB", Drift::heapMib));
    }

    /** From zero up, so that a small change looks small. */
    private String curve(String name, ToDoubleFunction<Slice> value) {
        double most = slices.stream().mapToDouble(value).max().orElse(0);
        double last = value.applyAsDouble(slices.get(slices.size() - 1));
        String points = IntStream.range(0, slices.size())
                .mapToObj(i -> point(i, value.applyAsDouble(slices.get(i)) / Math.max(most, Double.MIN_NORMAL)))
                .collect(joining(" "));
        return String.format(
                Locale.ROOT,
                "<h2>%s: most %.1f, last %.1f</h2>%n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                        + "<polyline points=\"%s\"/></svg>%n",
                name,
                most,
                last,
                WIDTH,
                HEIGHT,
                name,
                points);
    }

    private String point(int index, double share) {
        double x = WIDTH * (index + 0.5) / slices.size();
        return String.format(Locale.ROOT, "%.1f,%.1f", x, HEIGHT * (1 - 0.95 * share));
    }
}
