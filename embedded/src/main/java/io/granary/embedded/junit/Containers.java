package io.granary.embedded.junit;

import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The only class that touches Testcontainers; it fails with Testcontainers' own words where Docker is absent. */
final class Containers {

    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.1.0");
    private static final DockerImageName POSTGRES = DockerImageName.parse("postgres:18");
    private static final DockerImageName REDIS = DockerImageName.parse("redis:7.4");
    private static final int REDIS_PORT = 6379;

    private Containers() {}

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
        GenericContainer<?> container = new GenericContainer<>(REDIS).withExposedPorts(REDIS_PORT);
        container.start();
        return new RedisTestServer(container.getHost(), container.getMappedPort(REDIS_PORT), container::stop);
    }
}
