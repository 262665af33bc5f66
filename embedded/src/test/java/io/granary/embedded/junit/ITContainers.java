package io.granary.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Reports a skip where Docker is absent. */
@Testcontainers(disabledWithoutDocker = true)
class ITContainers {

    @Test
    void giveARunningKafka() throws Exception {
        try (KafkaTestServer kafka = Containers.kafka();
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    @Test
    void giveARunningPostgres() {
        try (PostgresTestServer postgres = Containers.postgres()) {
            assertThat(postgres.address("other"))
                    .startsWith("jdbc:postgresql://")
                    .endsWith("/other");
        }
    }

    @Test
    void giveARunningRedis() {
        try (RedisTestServer redis = Containers.redis()) {
            assertThat(redis.address()).startsWith("redis://");
        }
    }
}
