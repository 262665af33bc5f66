package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.GranaryException;
import io.granary.core.featurelog.FeatureLogRecord;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Makes topics beside the rows' topic of a project, kept on as many brokers. Blocks on the broker. */
final class SiblingTopics {

    private final Admin admin;

    SiblingTopics(Admin admin) {
        this.admin = admin;
    }

    /** Makes a topic when it is not there, with as many partitions as the rows' topic. */
    void ensure(String project, String topic, Map<String, String> settings) {
        if (find(topic) == null) {
            TopicDescription rows = find(FeatureLogRecord.rowsTopic(project));
            create(topic, rows == null ? 1 : rows.partitions().size(), replicas(rows), settings);
        }
    }

    /** The same in one partition, for what has an order. */
    void ensureOrdered(String project, String topic, Map<String, String> settings) {
        if (find(topic) == null) {
            create(topic, 1, replicas(find(FeatureLogRecord.rowsTopic(project))), settings);
        }
    }

    private static int replicas(@Nullable TopicDescription rows) {
        return rows == null ? 1 : rows.partitions().get(0).replicas().size();
    }

    private @Nullable TopicDescription find(String topic) {
        try {
            return requireNonNull(
                    Topics.await(admin.describeTopics(List.of(topic)).allTopicNames(), "describe topic " + topic)
                            .get(topic),
                    topic);
        } catch (GranaryException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    private void create(String topic, int partitions, int replicas, Map<String, String> settings) {
        TopicCreation.create(admin, new NewTopic(topic, partitions, (short) replicas).configs(settings));
    }
}
