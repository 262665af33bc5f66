package io.granary.ingestion;

import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** What servers may lose of one project, while others use the same ones. */
final class Losses {

    private static final String DELETE = """
            for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
              if ARGV[2] == '' or not string.find(key, ARGV[2]) then
                redis.call('DEL', key)
              end
            end
            """;

    private Losses() {}

    /** Everything, as a server does that starts without its data. */
    static void ofStore(String redisUri, String project) {
        delete(redisUri, project, "");
    }

    /** Rows and states, but not what the store noted of the feature log. */
    static void ofRows(String redisUri, String project) {
        delete(redisUri, project, "^granary%.marks");
    }

    private static void delete(String redisUri, String project, String kept) {
        RedisClient client = RedisClient.create(redisUri);
        try (var connection = client.connect()) {
            connection.sync().eval(DELETE, ScriptOutputType.STATUS, new String[0], "*" + project + "*", kept);
        } finally {
            client.shutdown();
        }
    }

    /** All records that a topic has now. */
    static void ofTopic(String bootstrapServers, String topic) {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            new Offsets(admin)
                    .ends(topic)
                    .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(all).all().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
