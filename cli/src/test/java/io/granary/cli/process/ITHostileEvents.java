package io.granary.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.cli.files.Repository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events that nobody should send, on the example's topic, all the way to HTTP. */
@Timeout(120)
final class ITHostileEvents {

    /** 9999-12-31T23:59:59.999999Z, and the microsecond after it. */
    private static final long BEYOND_THE_LAST_YEAR = 253_402_300_800_000_000L;

    private static final List<String> AIRPORTS = List.of(
            "",
            " ",
            "A",
            "a",
            "A:B",
            "A|B",
            "A,B",
            "A/B",
            "../A",
            "{A}",
            "{A}B",
            "A\u0000",
            "A\u0000B",
            "\u0000A",
            "\"A\"",
            "\\u0041",
            "A\nB",
            "A\r\nB",
            "%s",
            "null",
            "\u00e9",
            "e\u0301",
            "\ufeffA",
            "\uffff",
            "\ud83d\ude00",
            "\ud83d\ude01",
            "\u0001\u0007flights",
            "k".repeat(65_535),
            "k".repeat(65_536),
            "k".repeat(65_535) + "l");

    private static final List<List<String>> ROUTES = List.of(
            List.of("AB", "C"),
            List.of("A", "BC"),
            List.of("", "ABC"),
            List.of("ABC", ""),
            List.of("A\u0000B", "C"),
            List.of("A", "B\u0000C"),
            List.of("A|", "B"),
            List.of("A", "|B"),
            List.of("C", "AB"),
            List.of("k".repeat(65_536), "k"),
            List.of("k", "k".repeat(65_536)));

    @TempDir
    static Path folder;

    private static Running running;

    @BeforeAll
    static void start() {
        running = Running.start(Repository.load(Arrivals.EXAMPLE), folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void whatCannotBeUsedIsPutAsideAndWhatIsAroundItIsServed() {
        byte[] good = Arrivals.arrival("ORD", "after", Instant.now(), 7);
        byte[] garbage = {(byte) 0xff, 0, 1};
        byte[] truncated = Arrays.copyOf(good, good.length - 1);
        byte[] tooLong = Arrays.copyOf(good, good.length + 1);
        byte[] future = Arrivals.arrival("ORD", "future", Instant.parse("2099-01-01T00:00:00Z"), 1);
        byte[] outOfRange = Arrivals.arrival("ORD", "range", BEYOND_THE_LAST_YEAR, 1);
        byte[] beyondEverything = Arrivals.arrival("ORD", "range", Long.MIN_VALUE, 1);

        send(Arrivals.arrival("ORD", "before", Instant.now(), 6));
        RecordMetadata[] bad = {
            send(garbage),
            send(null),
            send(truncated),
            send(tooLong),
            send(future),
            send(outOfRange),
            send(beyondEverything)
        };
        send(good);
        running.awaitCaughtUp();

        assertThat(delays("before", "after", "future", "range")).containsExactly("6", "7", "null", "null");
        assertDeadLetter(bad[0], "undecodable", garbage);
        assertDeadLetter(bad[1], "null-value", null);
        assertDeadLetter(bad[2], "undecodable", truncated);
        assertDeadLetter(bad[3], "undecodable", tooLong);
        assertDeadLetter(bad[4], "future-event", future);
        assertDeadLetter(bad[5], "event-timestamp", outOfRange);
        assertDeadLetter(bad[6], "event-timestamp", beyondEverything);
    }

    @Test
    void noTwoAirportsAreTheSame() {
        for (int i = 0; i < AIRPORTS.size(); i++) {
            send(Arrivals.arrival("ORD", AIRPORTS.get(i), Instant.now(), i));
        }
        running.awaitCaughtUp();

        assertThat(delays(AIRPORTS.toArray(String[]::new))).isEqualTo(numbers(AIRPORTS.size()));
    }

    @Test
    void noTwoRoutesAreTheSame() {
        for (int i = 0; i < ROUTES.size(); i++) {
            send(Arrivals.arrival(ROUTES.get(i).get(0), ROUTES.get(i).get(1), Instant.now(), i));
        }
        running.awaitCaughtUp();

        ObjectNode request = request("route_arrivals:last_delay_minutes");
        ROUTES.forEach(route -> {
            request.withObject("/entities").withArray("destination").add(route.get(1));
            request.withObject("/entities").withArray("origin").add(route.get(0));
        });
        JsonNode answer = Web.json(running.ask(request.toString()));
        assertThat(Running.column(answer, 2)).isEqualTo(numbers(ROUTES.size()));
    }

    private static RecordMetadata send(byte @Nullable [] value) {
        return running.events().send(Arrivals.TOPIC, "key".getBytes(UTF_8), value);
    }

    private static void assertDeadLetter(RecordMetadata sent, String reason, byte @Nullable [] value) {
        ConsumerRecord<byte[], byte[]> letter = running.deadLetters().stream()
                .filter(each -> header(each, "offset").equals(String.valueOf(sent.offset()))
                        && header(each, "partition").equals(String.valueOf(sent.partition())))
                .findFirst()
                .orElseThrow();
        assertThat(header(letter, "topic")).isEqualTo(Arrivals.TOPIC);
        assertThat(header(letter, "reason")).isEqualTo(reason);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.key()).isEqualTo("key".getBytes(UTF_8));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader("granary." + name).value(), UTF_8);
    }

    private static List<String> delays(String... airports) {
        ObjectNode request = request("airport_arrivals:last_delay_minutes");
        for (String airport : airports) {
            request.withObject("/entities").withArray("airport").add(airport);
        }
        return Running.column(Web.json(running.ask(request.toString())), 1);
    }

    private static ObjectNode request(String feature) {
        ObjectNode request = JsonHttp.MAPPER.createObjectNode();
        request.putArray("features").add(feature);
        request.putObject("entities");
        return request;
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
