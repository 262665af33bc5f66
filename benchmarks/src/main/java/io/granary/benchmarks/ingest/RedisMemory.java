package io.granary.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.granary.benchmarks.load.Exchange;
import io.granary.benchmarks.load.Expectation;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks Redis how many bytes its data takes. */
public final class RedisMemory {

    private static final PreparedRequest INFO =
            PreparedRequest.pipelined("*2\r\n$4\r\nINFO\r\n$6\r\nmemory\r\n".getBytes(US_ASCII), 1, Expectation.ANY);
    private static final Pattern USED = Pattern.compile("used_memory:(\\d+)");

    private RedisMemory() {}

    public static long of(int port) throws IOException {
        try (Exchange redis = Exchange.connect(Protocol.REDIS, port)) {
            String info = new String(redis.ask(INFO).body(), US_ASCII);
            Matcher matcher = USED.matcher(info);
            if (!matcher.find()) {
                throw new IOException("Redis does not tell its memory: " + info);
            }
            return Long.parseLong(matcher.group(1));
        }
    }
}
