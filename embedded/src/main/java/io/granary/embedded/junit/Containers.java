package io.granary.embedded.junit;

import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The only class that touches Testcontainers. The system property {@code granary.redis} chooses the Redis, 7 or 8. */
final class Containers {

    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.1.0");
    private static final DockerImageName POSTGRES = DockerImageName.parse("postgres:18");
    private static final Map<String, String> REDIS = Map.of("7", "redis:7.4", "8", "redis:8.2");
    private static final String REDIS_VERSION = "granary.redis";
    private static final int REDIS_PORT = 6379;

    private Containers() {}

    static boolean haveDocker() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    static DockerImageName redisImage(String version) {
        String image = REDIS.get(version);
        if (image == null) {
            throw new IllegalArgumentException(REDIS_VERSION + ": " + version + " (expected: 7 or 8)");
        }
        return DockerImageName.parse(image);
    }

    static KafkaTestServer kafka() {
        KafkaContainer container = new KafkaContainer(KAFKA)
                .withEnv(Map.of(
                        "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                        "KAFKA_LOG_MESSAGE_TIMESTAMP_TYPE", "LogAppendTime"));
        container.start();
        return new KafkaTestServer(container.getBootstrapServers(), container::stop);
    }

    static PostgresTestServer postgres() {
        PostgreSQLContainer container = new PostgreSQLContainer(POSTGRES);
        container.start();
        return new PostgresTestServer(
                container.getJdbcUrl(), container.getUsername(), container.getPassword(), container::stop);
    }

    static RedisTestServer redis() {
        GenericContainer<?> container =
                new GenericContainer<>(redisImage(System.getProperty(REDIS_VERSION, "7"))).withExposedPorts(REDIS_PORT);
        container.start();
        return new RedisTestServer(container.getHost(), container.getMappedPort(REDIS_PORT), container::stop);
    }
}
