package io.granary.benchmarks.online;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.granary.benchmarks.ingest.RedisMemory;
import io.granary.benchmarks.load.Exchange;
import io.granary.benchmarks.load.Expectation;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import io.granary.benchmarks.process.ProcessCpu;
import io.granary.core.window.WindowLayout;
import io.granary.core.window.WindowReader;
import io.granary.embedded.EmbeddedRedis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pages of entities in hashes of Redis, under names as long as Granary's. */
final class RedisHashes {

    private static final String FIELD = "spending_0@0123456789ab/";
    private static final String KEY = "some thirty bytes of entity key ";

    /** Commands that are sent at once. */
    private static final int BATCH = 50;

    private final EmbeddedRedis redis;
    private final WindowLayout layout;

    RedisHashes(EmbeddedRedis redis, WindowLayout layout) {
        this.redis = redis;
        this.layout = layout;
    }

    /** Writes them; bytes of Redis an entity. */
    double store(PagedEntities entities) throws IOException {
        long before = RedisMemory.of(redis.port());
        try (Exchange exchange = Exchange.connect(Protocol.REDIS, redis.port())) {
            for (int entity = 0; entity < entities.pages().size(); entity++) {
                exchange.ask(request(List.of(hset(entity, entities.pages().get(entity)))));
            }
        }
        return (double) (RedisMemory.of(redis.port()) - before)
                / entities.pages().size();
    }

    /** Reads what an answer needs; microseconds of Redis' CPU an entity. */
    double read(PagedEntities entities, WindowReader reader, int reads) throws IOException {
        int[] fields = reader.fieldsAt(entities.nowMicros()).ordinals();
        try (Exchange exchange = Exchange.connect(Protocol.REDIS, redis.port())) {
            Duration before = ProcessCpu.of(redis.pid());
            for (int i = 0; i < reads; i += BATCH) {
                List<byte[]> commands = new ArrayList<>();
                for (int entity = i; entity < i + BATCH; entity++) {
                    commands.add(hmget(entity % entities.pages().size(), fields));
                }
                exchange.ask(request(commands));
            }
            return ProcessCpu.of(redis.pid()).minus(before).toNanos() / 1e3 / reads;
        }
    }

    private static PreparedRequest request(List<byte[]> commands) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        commands.forEach(all::writeBytes);
        return PreparedRequest.pipelined(all.toByteArray(), commands.size(), Expectation.ANY);
    }

    private byte[] hset(int entity, Map<Integer, byte[]> pages) {
        List<byte[]> words = new ArrayList<>(List.of(ascii("HSET"), ascii(KEY + entity)));
        pages.forEach((field, page) -> {
            words.add(ascii(FIELD + layout.field(field)));
            words.add(page);
        });
        return command(words);
    }

    private byte[] hmget(int entity, int[] fields) {
        List<byte[]> words = new ArrayList<>(List.of(ascii("HMGET"), ascii(KEY + entity)));
        for (int field : fields) {
            words.add(ascii(FIELD + layout.field(field)));
        }
        return command(words);
    }

    private static byte[] command(List<byte[]> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("*" + words.size() + "\r\n"));
        for (byte[] word : words) {
            out.writeBytes(ascii("$" + word.length + "\r\n"));
            out.writeBytes(word);
            out.writeBytes(ascii("\r\n"));
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
