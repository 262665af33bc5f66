package io.granary.serving.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of a project's predictions, made with the broker's defaults when it is not there. For one thread. */
final class PredictionTopic {

    private static final Logger log = LoggerFactory.getLogger(PredictionTopic.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final String name;
    private boolean there;

    PredictionTopic(String bootstrapServers, String name) {
        this.bootstrapServers = bootstrapServers;
        this.name = name;
    }

    /** Makes the topic unless this has succeeded before; a broker that does not answer is asked again the next time. */
    void ensure() {
        if (there) {
            return;
        }
        try (Admin admin = Admin.create(settings())) {
            admin.createTopics(List.of(new NewTopic(name, Optional.empty(), Optional.empty())))
                    .all()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            there = true;
        } catch (ExecutionException e) {
            there = e.getCause() instanceof TopicExistsException;
        } catch (TimeoutException e) {
            log.debug("Cannot make topic {} yet: no answer from {}", name, bootstrapServers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> settings() {
        int timeout = Math.toIntExact(TIMEOUT.toMillis());
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    }
}
