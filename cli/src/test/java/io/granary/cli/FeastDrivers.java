package io.granary.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.granary.embedded.EmbeddedRedis;
import io.granary.embedded.EmbeddedRedisCluster;
import io.granary.protocol.feast.DoubleList;
import io.granary.protocol.feast.Value;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.api.sync.RedisHashCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Instant;
import java.util.Map;

/** Drivers in a store as Feast writes it; every third has a second row, and that of the first is refused here. */
final class FeastDrivers {

    static final String DEFINITIONS = """
            kind: Entity
            name: driver
            joinKeys: [{name: driver_id, type: INT64}]
            ---
            kind: BatchSource
            name: stats
            parquet: stats.parquet
            eventTimestamp: event_timestamp
            schema:
              - {name: driver_id, type: INT64}
              - {name: event_timestamp, type: TIMESTAMP}
              - {name: conv_rate, type: FLOAT32}
              - {name: avg_daily_trips, type: INT64}
              - {name: home, type: STRING}
              - {name: scores, type: LIST<FLOAT64>}
            ---
            kind: FeatureView
            name: driver_hourly_stats
            entities: [driver]
            source: stats
            features:
              - {name: conv_rate, type: FLOAT32}
              - {name: avg_daily_trips, type: INT64}
            ---
            kind: FeatureView
            name: driver_profile
            entities: [driver]
            source: stats
            features:
              - {name: home, type: STRING}
              - {name: scores, type: LIST<FLOAT64>}
              - {name: avg_daily_trips, type: INT64}
            """;
    private static final String PROJECT = "demo";
    private static final Instant AT = Instant.parse("2024-05-13T10:59:42.000001Z");

    private FeastDrivers() {}

    /** When the row that every driver has happened. */
    static Instant at(int driver) {
        return AT.plusSeconds(driver);
    }

    /** Writes drivers from 0 on to a server, without TLS. */
    static void write(EmbeddedRedis redis, int drivers) {
        RedisClient client = RedisClient.create(plain(redis));
        try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
            putAll(connection.sync(), drivers);
        } finally {
            client.shutdown();
        }
    }

    /** The same in a cluster, without TLS. */
    static void write(EmbeddedRedisCluster cluster, int drivers) {
        RedisClusterClient client =
                RedisClusterClient.create(plain(cluster.nodes().get(0)));
        try (var connection = client.connect(ByteArrayCodec.INSTANCE)) {
            putAll(connection.sync(), drivers);
        } finally {
            client.shutdown();
        }
    }

    /** Writes two keys that Feast writes for others, and two that it never writes. */
    static void writeWhatIsNotOurs(EmbeddedRedis redis) {
        RedisClient client = RedisClient.create(plain(redis));
        try (StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
            RedisCommands<byte[], byte[]> commands = connection.sync();
            commands.hset(FeastWriter.key("other", Map.of("driver_id", 1L)), bytes("f"), bytes("v"));
            commands.hset(FeastWriter.key(PROJECT, Map.of("rider_id", 1L)), bytes("f"), bytes("v"));
            commands.set(bytes("session:1"), bytes("text"));
            commands.set(FeastWriter.key(PROJECT, Map.of("driver_id", -1L)), bytes("no hash"));
        } finally {
            client.shutdown();
        }
    }

    private static void putAll(RedisHashCommands<byte[], byte[]> redis, int drivers) {
        for (int i = 0; i < drivers; i++) {
            put(redis, i);
        }
    }

    private static void put(RedisHashCommands<byte[], byte[]> redis, int driver) {
        byte[] key = FeastWriter.key(PROJECT, Map.of("driver_id", driver % 2 == 0 ? (Object) (long) driver : driver));
        FeastWriter.putRow(
                "driver_hourly_stats",
                at(driver),
                Map.of(
                        "conv_rate", Value.newBuilder().setFloatVal(driver / 8f).build(),
                        "avg_daily_trips",
                                Value.newBuilder().setInt32Val(driver).build(),
                        "removed", Value.newBuilder().setInt32Val(1).build()),
                (field, value) -> redis.hset(key, field, value));
        if (driver % 3 == 0) {
            Value trips = driver == 0 ? Value.newBuilder().setStringVal("07").build() : Value.getDefaultInstance();
            FeastWriter.putRow(
                    "profile",
                    AT,
                    Map.of(
                            "home",
                                    Value.newBuilder()
                                            .setStringVal("Zoë " + driver)
                                            .build(),
                            "scores",
                                    Value.newBuilder()
                                            .setDoubleListVal(DoubleList.newBuilder()
                                                    .addVal(0.1)
                                                    .addVal(driver))
                                            .build(),
                            "avg_daily_trips", trips),
                    (field, value) -> redis.hset(key, field, value));
        }
    }

    private static String plain(EmbeddedRedis redis) {
        return "redis://" + redis.host() + ":" + redis.port();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
