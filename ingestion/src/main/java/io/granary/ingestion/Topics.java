package io.granary.ingestion;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.PushSource;
import io.granary.core.definition.StreamSource;
import io.granary.core.erasure.Erasure;
import io.granary.core.featurelog.FeatureLogRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of a project, created when absent and never changed. Blocks on the broker. */
final class Topics {

    private static final Logger log = LoggerFactory.getLogger(Topics.class);
    /** Longer than any process looks back. */
    private static final Duration KEYS_RETENTION = Duration.ofHours(3);

    private static final Duration KEYS_SEGMENT = Duration.ofMinutes(30);
    private static final String LOG_APPEND_TIME = "LogAppendTime";

    private final Admin admin;
    private final IngestionConfig config;

    Topics(Admin admin, IngestionConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /** @throws GranaryException (UNAVAILABLE) when no broker answers */
    void requireBroker() {
        await(admin.describeCluster().clusterId(), "reach Kafka at " + config.bootstrapServers());
    }

    /** @throws GranaryException (UNAVAILABLE) when the broker does not create them */
    void ensureFeatureLog() {
        ensure(FeatureLogRecord.rowsTopic(config.project()), retained());
        ensure(
                DeadLetter.topicOf(config.project()),
                with(retained(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(KafkaClients.MAX_REQUEST_BYTES)));
        ensure(DeadLetter.replayedTopicOf(config.project()), 1, retained());
    }

    /**
     * Who was erased, which is kept for ever.
     *
     * @throws GranaryException (UNAVAILABLE) when the broker does not create it
     */
    void ensureErasures() {
        ensure(
                Erasure.topic(config.project()),
                1,
                Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        LOG_APPEND_TIME,
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    /**
     * What requests with keys were answered with, which is read for an hour; in one partition, whose order decides who was
     * first.
     *
     * @throws GranaryException (UNAVAILABLE) when the broker does not create it
     */
    void ensurePushKeys() {
        ensure(
                PushTopics.keys(config.project()),
                1,
                Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME,
                        TopicConfig.RETENTION_MS_CONFIG, String.valueOf(KEYS_RETENTION.toMillis()),
                        TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(KEYS_SEGMENT.toMillis())));
    }

    /**
     * The topic of a source whose rows are pushed keeps them for ever, as they are nowhere else.
     *
     * @throws GranaryException (UNAVAILABLE) when the broker does not create it
     */
    void ensurePushed(PushSource source) {
        Map<String, String> settings = Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME, TopicConfig.RETENTION_MS_CONFIG, "-1");
        ensure(source.findStream(config.project()).topic(), settings);
    }

    /** @throws GranaryException (UNAVAILABLE) when the broker does not create it */
    void ensureSource(StreamSource source) {
        if (!exists(source.topic())) {
            create(
                    source.topic(),
                    config.partitions(),
                    Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME));
            return;
        }
        String timestampType = timestampType(source.topic());
        if (!LOG_APPEND_TIME.equals(timestampType)) {
            log.warn(
                    "Topic {} of stream source {} has {} timestamps: arrivals are its producers' word (expected: {})",
                    source.topic(),
                    source.name(),
                    timestampType,
                    LOG_APPEND_TIME);
        }
    }

    /** Deletes the topics that Kafka Streams made for an application. */
    void deleteInternal(String applicationId) {
        delete(topic -> topic.startsWith(applicationId + "-"));
    }

    /** Deletes those of some topics that are there. */
    void delete(Set<String> topics) {
        delete(topics::contains);
    }

    private void delete(Predicate<String> which) {
        List<String> going = names().stream().filter(which).toList();
        if (!going.isEmpty()) {
            await(admin.deleteTopics(going).all(), "delete topics " + going);
        }
    }

    private Map<String, String> retained() {
        return Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                LOG_APPEND_TIME,
                TopicConfig.RETENTION_MS_CONFIG,
                String.valueOf(config.retention().toMillis()));
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(name, value);
        return all;
    }

    private void ensure(String topic, Map<String, String> settings) {
        ensure(topic, config.partitions(), settings);
    }

    private void ensure(String topic, int partitions, Map<String, String> settings) {
        if (!exists(topic)) {
            create(topic, partitions, settings);
        }
    }

    private void create(String topic, int partitions, Map<String, String> settings) {
        NewTopic wanted = new NewTopic(topic, partitions, (short) config.replicationFactor()).configs(settings);
        if (TopicCreation.create(admin, wanted)) {
            log.info("Created topic {} with {} partitions", topic, partitions);
        }
    }

    /** Of all topics that there are. */
    Set<String> names() {
        return await(admin.listTopics().names(), "list topics");
    }

    /** How long a topic keeps a record, in milliseconds; negative: for ever. */
    long retentionMillis(String topic) {
        return Long.parseLong(setting(topic, TopicConfig.RETENTION_MS_CONFIG));
    }

    private boolean exists(String topic) {
        return names().contains(topic);
    }

    private String timestampType(String topic) {
        return setting(topic, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
    }

    private String setting(String topic, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> settings =
                await(admin.describeConfigs(List.of(resource)).all(), "describe topic " + topic);
        return requireNonNull(settings.get(resource), topic).get(name).value();
    }

    /** Waits for an answer of the broker; failures become UNAVAILABLE, with the cause. */
    static <T> T await(KafkaFuture<T> answer, String verb) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot " + verb + ": " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GranaryException(ErrorCode.UNAVAILABLE, "Cannot " + verb + ": interrupted", e);
        }
    }
}
