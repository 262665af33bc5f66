package io.granary.ingestion.push;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.ingestion.DeadLetter;
import io.granary.ingestion.OnlineProgress;
import io.granary.ingestion.SeenEnds;
import io.granary.ingestion.archive.Archiver;
import io.granary.ingestion.deadletter.Letter;
import io.granary.ingestion.deadletter.LetterBox;
import io.granary.registry.client.RolloutSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Tells what became of pushed rows, in whatever process they were taken. Blocks on the broker. Safe for threads. */
final class Receipts {

    /** No longer than dead letters are kept by default. */
    static final Duration VALID = Duration.ofDays(1);

    private final String project;
    private final RolloutSource rollouts;
    private final OnlineProgress progress;
    private final LetterBox letters;
    private final InstantSource clock;
    private final RecentEnds recent = new RecentEnds();

    Receipts(String project, RolloutSource rollouts, OnlineProgress progress, LetterBox letters, InstantSource clock) {
        this.project = project;
        this.rollouts = rollouts;
        this.progress = progress;
        this.letters = letters;
        this.clock = clock;
    }

    /** @throws GranaryException INVALID_ARGUMENT for what is no receipt, NOT_FOUND when it says nothing any more */
    ReceiptState state(String text) {
        Receipt receipt = ReceiptText.decode(text);
        if (receipt.topic().equals(Uuid.ZERO_UUID)) {
            return ReceiptState.ended(receipt, Map.of(), List.of());
        }
        requireValid(receipt);
        String topic = progress.topic(receipt.topic());
        Map<TopicPartition, Long> ends = receipt.ends(topic);
        if (topic.equals(FeatureLogRecord.rowsTopic(project))) {
            return ended(receipt, Map.of(), progress.hasRows(ends));
        }
        requirePushed(topic);
        if (receipt.destination() == Destination.OFFLINE) {
            return ended(receipt, Map.of(), progress.hasCommitted(Archiver.group(project), ends));
        }
        SeenEnds seen = recent.of(text);
        Map<String, Boolean> views = progress.views(rollouts.current(), topic, ends, seen);
        return views.containsValue(false)
                ? ReceiptState.pending(receipt, views)
                : ReceiptState.ended(receipt, views, views.isEmpty() ? List.of() : rejections(receipt, topic, seen));
    }

    private static ReceiptState ended(Receipt receipt, Map<String, Boolean> views, boolean isThrough) {
        return isThrough ? ReceiptState.ended(receipt, views, List.of()) : ReceiptState.pending(receipt, views);
    }

    private void requireValid(Receipt receipt) {
        if (clock.millis() - receipt.acceptedMillis() > VALID.toMillis()) {
            throw new GranaryException(
                    ErrorCode.NOT_FOUND, "receipt: it is more than " + VALID.toHours() + " hours old");
        }
    }

    private void requirePushed(String topic) {
        if (!topic.startsWith("granary." + project + ".push.")) {
            throw new GranaryException(ErrorCode.NOT_FOUND, "receipt: it is not one of project '" + project + "'");
        }
    }

    /** What was put aside was so in the transaction that committed the row's offset, so it is below the end that is seen now. */
    private List<Rejection> rejections(Receipt receipt, String topic, SeenEnds seen) {
        Map<TopicPartition, Long> ends = progress.ends(DeadLetter.topicOf(project), "letters", seen);
        Collection<Letter> found = letters.about(
                letter -> letter.topic().equals(topic) && receipt.contains(letter.partition(), letter.offset()),
                receipt.acceptedMillis(),
                ends);
        return found.stream()
                .map(letter -> new Rejection(
                        letter.name(),
                        letter.partition(),
                        letter.offset(),
                        letter.view(),
                        letter.reason(),
                        letter.message()))
                .toList();
    }
}
