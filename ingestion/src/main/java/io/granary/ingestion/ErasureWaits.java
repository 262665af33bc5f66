package io.granary.ingestion;

import io.granary.answers.AnswerErasure;
import io.granary.archive.ArchiveReader;
import io.granary.archive.ArchivedTopic;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Waits for ingestion, step by step, before and after something is erased. Blocks; used by one thread. */
final class ErasureWaits implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final OnlineProgress progress;
    private final RecordTails tails;
    private final Offsets offsets;
    private final Duration patience;
    private final Consumer<String> steps;
    private final CountDownLatch never = new CountDownLatch(1);

    /** @param steps hears what is waited for */
    ErasureWaits(
            OnlineProgress progress, RecordTails tails, Offsets offsets, Duration patience, Consumer<String> steps) {
        this.progress = progress;
        this.tails = tails;
        this.offsets = offsets;
        this.patience = patience;
        this.steps = steps;
    }

    /** Until an application has read, and written what comes of it, all that a topic has now. */
    void untilRead(StreamPlan plan, String topic) {
        Map<TopicPartition, Long> ends = offsets.ends(topic);
        await(plan.name() + " to read topic " + topic, () -> progress.hasCommitted(plan.applicationId(), ends));
    }

    /** Until the online store has all that a topic of the feature log has now. */
    void untilApplied(String log) {
        Map<TopicPartition, Long> ends = offsets.ends(log);
        await("the online store to have topic " + log, () -> progress.isProjected(log, ends));
    }

    /** Until files of the archive answer for all that a topic has now. */
    void untilArchived(Path archive, String topic) {
        Map<TopicPartition, Long> ends = offsets.ends(topic);
        await(
                "files of the archive to have topic " + topic + ", each of which grows for as long as its roll age",
                () -> tails.areRead(archived(archive, topic, ends), ends));
    }

    /** Until servers have published the files of answers that they write now. */
    void untilPublished(Path answers) {
        List<Path> growing = AnswerErasure.growing(answers);
        await(
                "servers to finish " + growing.size() + " files of answers in " + answers
                        + ", each of which grows for as long as its roll age",
                () -> AnswerErasure.growing(answers).stream().noneMatch(growing::contains));
    }

    /** Of a topic that was made anew the last life counts. */
    private static Map<TopicPartition, Long> archived(Path archive, String topic, Map<TopicPartition, Long> ends) {
        List<ArchivedTopic> lives = ArchiveReader.of(archive, topic).topics();
        Map<TopicPartition, Long> archived = new HashMap<>();
        if (!lives.isEmpty()) {
            ArchivedTopic last = lives.get(lives.size() - 1);
            ends.keySet().forEach(partition -> archived.put(partition, last.end(partition.partition())));
        }
        return archived;
    }

    private void await(String what, BooleanSupplier reached) {
        long startNanos = System.nanoTime();
        boolean isSaid = false;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - startNanos > patience.toNanos()) {
                throw new GranaryException(
                        ErrorCode.UNAVAILABLE,
                        "Cannot erase the entity: waited " + patience.toSeconds() + " s for " + what
                                + "; see the health of the ingestion processes, and run this again");
            }
            if (!isSaid) {
                steps.accept("Waiting for " + what + ".");
                isSaid = true;
            }
            pause();
        }
    }

    private void pause() {
        try {
            var unused = never.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot erase the entity: interrupted", e);
        }
    }

    @Override
    public void close() {
        progress.close();
        tails.close();
    }
}
