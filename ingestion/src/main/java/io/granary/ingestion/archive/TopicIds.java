package io.granary.ingestion.archive;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker which topics there are, and which lives of theirs. Blocks on it. */
final class TopicIds {

    private final Admin admin;

    TopicIds(Admin admin) {
        this.admin = admin;
    }

    /**
     * The ids of those topics that exist.
     *
     * @throws GranaryException (UNAVAILABLE) when the broker does not answer
     */
    Map<String, String> of(Collection<String> topics) {
        Map<String, String> ids = new TreeMap<>();
        try {
            for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
                    admin.describeTopics(topics).topicNameValues().entrySet()) {
                put(each.getKey(), each.getValue(), ids);
            }
        } catch (ExecutionException e) {
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot describe topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot describe topics: interrupted", e);
        }
        return ids;
    }

    private static void put(String topic, KafkaFuture<TopicDescription> answer, Map<String, String> ids)
            throws ExecutionException, InterruptedException {
        try {
            ids.put(topic, answer.get().topicId().toString());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
    }
}
