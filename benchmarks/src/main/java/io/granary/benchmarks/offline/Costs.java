package io.granary.benchmarks.offline;

import io.granary.benchmarks.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What is measured, told as it is. */
final class Costs {

    private static final double MIB = 1024.0 * 1024;

    private final Consumer<String> progress;
    private final List<Finding> findings = new ArrayList<>();

    Costs(Consumer<String> progress) {
        this.progress = progress;
    }

    /** What the process that a call starts has used. */
    ChildUsage measure(String name, Callable<?> call) throws Exception {
        ChildUsage used = ChildUsage.of(call);
        progress.accept(name + ": " + used);
        add(Finding.of(name, used.cpu().toMillis() / 1e3, "s of CPU")
                .with("wall_s", used.wall().toMillis() / 1e3)
                .with("peak_mib", used.peakBytes() / MIB));
        return used;
    }

    void addRatio(String name, ChildUsage one, ChildUsage other, double most) {
        add(Finding.of(name, (double) one.cpu().toMillis() / other.cpu().toMillis(), "x of CPU")
                .within(most));
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
