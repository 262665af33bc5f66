package io.granary.cli;

import io.granary.offline.engine.Progress;
import io.granary.offline.engine.ProgressListener;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error that shows how far long work has come; nothing but its end where there is no terminal. */
public final class ProgressLine implements ProgressListener, AutoCloseable {

    private static final int PER_MILLE = 1000;

    private final ProgressBar bar;

    public ProgressLine(String task) {
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(PER_MILLE)
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta()
                .setUpdateIntervalMillis(Terminal.isInteractive() ? 200 : Integer.MAX_VALUE)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @Override
    public void progressed(Progress progress) {
        String rows = progress.rows() == 0 ? "" : String.format(Locale.ROOT, " %,d rows", progress.rows());
        at(progress.fraction(), progress.stage() + rows);
    }

    /** @param fraction of the whole, 0 to 1 */
    public void at(double fraction, String what) {
        bar.setExtraMessage(" " + what);
        bar.stepTo(Math.round(fraction * PER_MILLE));
    }

    @Override
    public void close() {
        bar.close();
    }
}
