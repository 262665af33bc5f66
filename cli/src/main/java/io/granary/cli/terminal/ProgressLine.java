package io.granary.cli.terminal;

import io.granary.offline.engine.Progress;
import io.granary.offline.engine.ProgressListener;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on standard error that shows how far long work has come; lines, or nothing, where no terminal is. Not safe for threads. */
public final class ProgressLine implements ProgressListener, AutoCloseable {

    private static final int PER_MILLE = 1000;
    private static final int REDRAW_MILLIS = 200;

    private final @Nullable ProgressBar bar;

    private final @Nullable ProgressLines lines;

    /** Shows nothing where no terminal is. */
    public ProgressLine(String task) {
        this(task, null);
    }

    /** @param err for lines where no terminal is; null: there are none */
    public ProgressLine(String task, @Nullable PrintWriter err) {
        bar = Terminal.isInteractive() ? bar(task) : null;
        lines = bar != null || err == null ? null : new ProgressLines(task, err, System::nanoTime);
    }

    @Override
    public void progressed(Progress progress) {
        String rows = progress.rows() == 0 ? "" : String.format(Locale.ROOT, ", %,d rows", progress.rows());
        at(progress.fraction(), progress.stage() + rows);
        if (lines != null) {
            lines.at(progress.fraction(), progress.stage(), rows);
        }
    }

    /** @param fraction of the whole, 0 to 1 */
    public void at(double fraction, String what) {
        if (bar != null) {
            bar.setExtraMessage(" " + what);
            bar.stepTo(Math.round(fraction * PER_MILLE));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private static ProgressBar bar(String task) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(PER_MILLE)
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta()
                .setUpdateIntervalMillis(REDRAW_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }
}
