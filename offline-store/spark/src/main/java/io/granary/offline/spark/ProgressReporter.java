package io.granary.offline.spark;

import io.granary.offline.engine.Progress;
import io.granary.offline.engine.ProgressListener;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Turns Spark's tasks into progress. A call consists of phases, each of a known number of Spark stages; tasks that end
 * move a phase on by their share of their stage. Spark's listener thread and the caller's thread both come here.
 */
final class ProgressReporter extends SparkListener {

    private final ProgressListener listener;
    private final Map<Integer, Integer> tasksOfStages = new HashMap<>();
    private String phase = "starting";
    private double phaseStart;
    private double phaseShare;
    private int stages = 1;
    private double stagesDone;
    private double fraction;
    private long rows;
    private long writtenId = -1;
    private long rowsToWrite = 1;
    private final Map<Object, Long> writtenByTask = new HashMap<>();

    ProgressReporter(ProgressListener listener) {
        this.listener = listener;
    }

    /** Starts a phase that takes the call to a fraction of its whole. */
    synchronized void begin(String name, double end, int stagesOfPhase) {
        phase = name;
        phaseStart = fraction;
        phaseShare = end - fraction;
        stages = stagesOfPhase;
        stagesDone = 0;
        report();
    }

    /** Starts the last phase, which tasks that run tell of by the rows that they have written. */
    synchronized void beginWriting(String name, ViewCounts written, long all) {
        writtenId = written.id();
        rowsToWrite = Math.max(1, all);
        begin(name, 1, 1);
    }

    /** A few times a second: what each running task has written. */
    @Override
    public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        CollectionConverters.asJava(update.accumUpdates())
                .forEach(task -> CollectionConverters.asJava(task._4()).forEach(each -> wrote(task._1(), each)));
    }

    private void wrote(Object task, AccumulableInfo written) {
        Object counts = written.update().getOrElse(() -> null);
        if (written.id() == writtenId && counts instanceof long[] ofViews) {
            writtenByTask.put(task, LongStream.of(ofViews).sum());
            long all =
                    writtenByTask.values().stream().mapToLong(Long::longValue).sum();
            fraction = Math.max(fraction, phaseStart + phaseShare * Math.min(1, (double) all / rowsToWrite));
            report();
        }
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        tasksOfStages.put(submitted.stageInfo().stageId(), submitted.stageInfo().numTasks());
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd ended) {
        stagesDone += 1.0 / Math.max(1, tasksOfStages.getOrDefault(ended.stageId(), 1));
        fraction = Math.max(fraction, phaseStart + phaseShare * Math.min(1, stagesDone / stages));
        TaskMetrics metrics = ended.taskMetrics();
        if (metrics != null) {
            rows += metrics.inputMetrics().recordsRead()
                    + metrics.outputMetrics().recordsWritten();
        }
        report();
    }

    private void report() {
        listener.progressed(new Progress(phase, Math.min(1, fraction), rows));
    }
}
