package io.granary.cli.process;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.cli.client.JsonHttp;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Callers who ask for features as fast as they are answered, and keep every answer that is not what it should be. */
final class ServingLoad implements AutoCloseable {

    private static final int MAX_KEPT = 20;

    private final URI serving;
    private final String request;
    private final List<String> expected;
    private final List<Thread> callers = new ArrayList<>();
    private final AtomicLong answers = new AtomicLong();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    private ServingLoad(URI serving, String request, List<String> expected) {
        this.serving = serving;
        this.request = request;
        this.expected = expected;
    }

    /** @param expected the values of the one feature that the request asks for, each of which is present */
    static ServingLoad start(URI serving, String request, List<String> expected, int callers) {
        ServingLoad load = new ServingLoad(serving, request, expected);
        for (int i = 0; i < callers; i++) {
            Thread caller = new Thread(load::call, "caller-" + i);
            load.callers.add(caller);
            caller.start();
        }
        return load;
    }

    long answers() {
        return answers.get();
    }

    /** Some of the wrong answers. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    private void call() {
        while (!stopped) {
            String problem = problem();
            answers.incrementAndGet();
            if (problem != null && wrong.size() < MAX_KEPT) {
                wrong.add(problem);
            }
        }
    }

    private @Nullable String problem() {
        try {
            HttpResponse<String> response = Web.post(serving, "/get-online-features", request);
            return isExpected(response) ? null : response.statusCode() + " " + response.body();
        } catch (AssertionError e) {
            return e.toString();
        }
    }

    private boolean isExpected(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            return false;
        }
        JsonNode feature =
                JsonHttp.parse(response.body().getBytes(StandardCharsets.UTF_8)).at("/results/1");
        for (int i = 0; i < expected.size(); i++) {
            boolean isPresent = feature.at("/statuses/" + i).asText().equals("PRESENT");
            if (!isPresent || !feature.at("/values/" + i).asText().equals(expected.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
