package io.granary.benchmarks.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.granary.benchmarks.registry.Observation.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** One connection of a closed loop: the next request goes when the last is answered and looked at. */
final class Asker extends Thread {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The latest number that was seen, and when an answer showed it first. */
    record Sighting(long number, long nanos) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final Question question;
    private final AnswerTimes times = new AnswerTimes();
    private final Map<Verdict, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile Sighting sighting = new Sighting(-1, 0);
    private volatile String mistake = "";
    private volatile boolean ends;

    Asker(URI serving, Question question) {
        super("asker");
        setDaemon(true);
        this.question = question;
        this.request = HttpRequest.newBuilder(serving.resolve("/get-online-features"))
                .header("Content-Type", "application/json")
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(question.json()))
                .build();
    }

    @Override
    public void run() {
        while (!ends) {
            long start = System.nanoTime();
            Observation observation = ask();
            long end = System.nanoTime();
            times.add(start, end);
            counts.computeIfAbsent(observation.verdict(), verdict -> new LongAdder())
                    .increment();
            if (observation.number() > sighting.number()) {
                sighting = new Sighting(observation.number(), end);
            }
        }
    }

    Sighting sighting() {
        return sighting;
    }

    double count(Verdict verdict) {
        LongAdder counted = counts.get(verdict);
        return counted == null ? 0 : counted.doubleValue();
    }

    String mistake() {
        return mistake;
    }

    /** To be read after the end. */
    AnswerTimes times() {
        return times;
    }

    void end() {
        ends = true;
    }

    void awaitEnd() {
        try {
            join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Observation ask() {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            Observation observation = response.statusCode() == 200
                    ? question.observe(MAPPER.readTree(response.body()))
                    : Observation.FAILED;
            if (observation.verdict() != Verdict.RIGHT && mistake.isEmpty()) {
                mistake =
                        observation.verdict() + ": " + response.statusCode() + " " + new String(response.body(), UTF_8);
            }
            return observation;
        } catch (IOException e) {
            mistake = mistake.isEmpty() ? e.toString() : mistake;
            return Observation.FAILED;
        } catch (InterruptedException e) {
            end();
            return Observation.FAILED;
        }
    }
}
