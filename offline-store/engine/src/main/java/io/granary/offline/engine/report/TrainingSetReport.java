package io.granary.offline.engine.report;

import io.granary.offline.engine.SetPart;
import io.granary.offline.engine.TrainingSetColumn;
import io.granary.offline.engine.TrainingSetManifest;
import io.granary.offline.engine.statistics.ColumnStatistics;
import io.granary.offline.engine.statistics.Histogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page about a training set, made of its manifest alone: a picture of each column, inline, so that the file needs nothing
 * but a browser. Names and values are data: they are escaped wherever they are written.
 */
public final class TrainingSetReport {

    /** The page's name within a training set's folder. */
    public static final String FILE_NAME = "report.html";

    private static final int WIDTH = 320;
    private static final int HEIGHT = 64;
    private static final String HEAD = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <style>
            :root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#687078;--line:#d6dae0;--bar:#2f6fb0;--gap:#c98a2b}
            @media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--paper:#14171a;--soft:#9aa3ad;--line:#33393f;--bar:#6aa6e0;--gap:#d9a24a}}
            body{font:14px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:2rem auto;max-width:70rem;padding:0 1rem}
            main{display:grid;grid-template-columns:repeat(auto-fill,minmax(21rem,1fr));gap:1rem}
            section{border:1px solid var(--line);border-radius:6px;padding:.8rem;overflow-wrap:anywhere}
            h1{font-size:1.3rem}h2{font-size:1rem;margin:0}p{margin:.2rem 0;color:var(--soft)}svg{width:100%;height:auto;display:block}
            .bar{fill:var(--bar)}.gap{fill:var(--gap)}table{border-collapse:collapse;width:100%}td:last-child{text-align:right}
            </style>
            """;

    private TrainingSetReport() {}

    /** Writes the page into a training set's folder. */
    public static void write(TrainingSetManifest manifest, Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE_NAME), html(manifest));
    }

    static String html(TrainingSetManifest manifest) {
        String title = escaped(manifest.project() + " revision " + manifest.revision());
        StringBuilder page =
                new StringBuilder(HEAD).append("<title>").append(title).append("</title></head><body><h1>");
        page.append(title).append("</h1><p>").append(escaped(about(manifest))).append("</p>");
        page.append(parts(manifest)).append("<main>\n");
        manifest.columns().forEach(column -> page.append(section(column, manifest.rows())));
        return page.append("</main></body></html>\n").toString();
    }

    private static String about(TrainingSetManifest manifest) {
        return manifest.rows() + " rows, "
                + (manifest.service() == null ? "" : "service " + manifest.service() + ", ")
                + manifest.engine() + ", " + manifest.createdAt() + ", checksum " + manifest.checksum();
    }

    /** A bar for each part of a set that is split, as long as its share of the rows. */
    private static String parts(TrainingSetManifest manifest) {
        StringBuilder parts = new StringBuilder();
        for (SetPart part : manifest.parts()) {
            double share = manifest.rows() == 0 ? 0 : (double) part.rows() / manifest.rows();
            parts.append("<p>").append(escaped(part.name())).append(": ").append(part.rows());
            parts.append(part.from() == null ? " rows" : " rows from " + part.from());
            parts.append("</p>").append(svg(8, rectangle("bar", 0, 0, WIDTH * share, 8)));
        }
        return parts.toString();
    }

    private static String section(TrainingSetColumn column, long rows) {
        StringBuilder section = new StringBuilder("<section><h2>")
                .append(escaped(column.name()))
                .append("</h2><p>");
        section.append(escaped(column.type()))
                .append(", ")
                .append(column.nulls())
                .append(" nulls</p>");
        section.append(share(column, rows));
        ColumnStatistics statistics = column.statistics();
        if (statistics != null) {
            Histogram histogram = statistics.histogram();
            section.append(histogram == null ? "" : picture(histogram));
            section.append("<p>")
                    .append(escaped(numbers(statistics)))
                    .append("</p>")
                    .append(top(statistics));
        }
        return section.append("</section>\n").toString();
    }

    /** How many rows have a value, and how many have none, and why. */
    private static String share(TrainingSetColumn column, long rows) {
        double present = rows == 0 ? 0 : (double) (rows - column.nulls()) / rows;
        String statuses = column.statuses().isEmpty()
                ? ""
                : "<p>" + escaped(column.statuses().toString()) + "</p>";
        return svg(
                        8,
                        rectangle("bar", 0, 0, WIDTH * present, 8)
                                + rectangle("gap", WIDTH * present, 0, WIDTH * (1 - present), 8))
                + statuses;
    }

    private static String picture(Histogram histogram) {
        List<Long> counts = histogram.counts();
        long most = counts.stream().mapToLong(count -> count).max().orElse(1);
        double width = (double) WIDTH / counts.size();
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < counts.size(); i++) {
            double height = most == 0 ? 0 : (double) HEIGHT * counts.get(i) / most;
            bars.append(rectangle("bar", i * width, HEIGHT - height, width - 1, height));
        }
        return svg(HEIGHT, bars.toString());
    }

    private static String numbers(ColumnStatistics statistics) {
        StringBuilder text = new StringBuilder();
        append(text, "min", statistics.min());
        for (Map.Entry<String, Object> quantile : statistics.quantiles().entrySet()) {
            append(text, quantile.getKey(), quantile.getValue());
        }
        append(text, "max", statistics.max());
        append(text, "mean", statistics.mean());
        append(text, "deviation", statistics.deviation());
        append(text, "distinct", statistics.distinct());
        return text.toString();
    }

    private static void append(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(name).append(' ');
            text.append(value instanceof Double number ? String.format(Locale.ROOT, "%.6g", number) : value)
                    .append("  ");
        }
    }

    private static String top(ColumnStatistics statistics) {
        if (statistics.topValues().isEmpty()) {
            return "";
        }
        StringBuilder rows = new StringBuilder("<table>");
        statistics.topValues().stream()
                .limit(5)
                .forEach(top -> rows.append("<tr><td>")
                        .append(escaped(top.value().toString()))
                        .append("</td><td>")
                        .append(top.count())
                        .append("</td></tr>"));
        return rows.append("</table>").toString();
    }

    private static String svg(int height, String content) {
        return "<svg role=\"img\" viewBox=\"0 0 " + WIDTH + " " + height + "\">" + content + "</svg>";
    }

    private static String rectangle(String style, double x, double y, double width, double height) {
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                style,
                x,
                y,
                width,
                height);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
