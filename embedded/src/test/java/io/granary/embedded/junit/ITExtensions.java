package io.granary.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("redis")
class ITExtensions {

    @RegisterExtension
    static final KafkaExtension KAFKA = new KafkaExtension();

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final RedisExtension REDIS = new RedisExtension();

    @RegisterExtension
    static final RedisExtension SAME_REDIS = new RedisExtension();

    @Test
    void giveARunningKafka() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    @Test
    void giveARunningRedis() throws Exception {
        try (Socket socket = new Socket(REDIS.host(), REDIS.port())) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThat(REDIS.uri()).isEqualTo("redis://" + REDIS.host() + ":" + REDIS.port());
    }

    @Test
    void giveDatabasesOfTheirOwn() throws Exception {
        String first = POSTGRES.newDatabase();
        assertThat(POSTGRES.newDatabase()).isNotEqualTo(first);
        try (Connection connection = DriverManager.getConnection(first, POSTGRES.user(), POSTGRES.password())) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void shareOneServer() {
        assertThat(SAME_REDIS.uri()).isEqualTo(REDIS.uri());
    }
}
