package io.granary.ingestion.session;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Which topics there are, and which lives of theirs: a topic that is made anew under its name has another id. */
public interface TopicIds {

    /**
     * Asks for the ids of those of some topics that exist, by name.
     *
     * @return fails as the broker does
     */
    CompletionStage<Map<String, String>> ask(Collection<String> topics);

    /**
     * Asks and waits.
     *
     * @throws GranaryException (UNAVAILABLE) when the broker does not answer
     */
    default Map<String, String> of(Collection<String> topics) {
        try {
            return ask(topics).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot describe topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot describe topics: interrupted", e);
        }
    }

    /** As a broker says. */
    static TopicIds of(Admin admin) {
        return topics -> {
            CompletionStage<Map<String, String>> ids = CompletableFuture.completedStage(Map.of());
            for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
                    admin.describeTopics(topics).topicNameValues().entrySet()) {
                ids = ids.thenCombine(existing(each.getKey(), each.getValue()), TopicIds::joined);
            }
            return ids;
        };
    }

    private static CompletionStage<Map<String, String>> existing(String topic, KafkaFuture<TopicDescription> answer) {
        return answer.toCompletionStage()
                .thenApply(found -> Map.of(topic, found.topicId().toString()))
                .exceptionallyCompose(failure -> failure.getCause() instanceof UnknownTopicOrPartitionException
                        ? CompletableFuture.completedStage(Map.of())
                        : CompletableFuture.failedStage(failure));
    }

    private static Map<String, String> joined(Map<String, String> some, Map<String, String> others) {
        Map<String, String> joined = new TreeMap<>(some);
        joined.putAll(others);
        return joined;
    }
}
