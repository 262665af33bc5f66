package io.granary.benchmarks.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.granary.benchmarks.load.Exchange;
import io.granary.benchmarks.load.Expectation;
import io.granary.benchmarks.load.PreparedRequest;
import io.granary.benchmarks.load.Protocol;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks Redis how many bytes it has received since it started. */
final class RedisTraffic implements AutoCloseable {

    private static final PreparedRequest INFO =
            PreparedRequest.pipelined("*2\r\n$4\r\nINFO\r\n$5\r\nstats\r\n".getBytes(US_ASCII), 1, Expectation.ANY);
    private static final Pattern RECEIVED = Pattern.compile("total_net_input_bytes:(\\d+)");

    private final Exchange redis;

    RedisTraffic(int port) throws IOException {
        this.redis = Exchange.connect(Protocol.REDIS, port);
    }

    long received() throws IOException {
        String info = new String(redis.ask(INFO).body(), US_ASCII);
        Matcher matcher = RECEIVED.matcher(info);
        if (!matcher.find()) {
            throw new IOException("Redis does not tell what it received: " + info);
        }
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() throws IOException {
        redis.close();
    }
}
