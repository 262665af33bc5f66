package io.granary.registry.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What a reader of a registry's events hears. */
final class EventLines implements Flow.Subscriber<String>, AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpResponse<Void>> response;
    private Flow.@Nullable Subscription subscription;

    private EventLines(URI uri, String lastId) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Last-Event-ID", lastId).build();
        response = HttpClient.newHttpClient().sendAsync(request, BodyHandlers.fromLineSubscriber(this));
    }

    static EventLines of(URI registry, String project) {
        return of(registry, project, "none");
    }

    static EventLines of(URI registry, String project, String lastId) {
        return new EventLines(registry.resolve("/v1/projects/" + project + "/events"), lastId);
    }

    List<String> data() {
        return lines.stream().filter(line -> line.startsWith("data: ")).toList();
    }

    /** Of the last event. */
    String id() {
        List<String> ids =
                lines.stream().filter(line -> line.startsWith("id: ")).toList();
        return ids.get(ids.size() - 1).substring("id: ".length());
    }

    long heartbeats() {
        return lines.stream().filter(line -> line.equals(":")).count();
    }

    boolean isOver() {
        return response.isDone();
    }

    @Override
    public void onSubscribe(Flow.Subscription opened) {
        subscription = opened;
        opened.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        lines.add(line);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}

    @Override
    public void close() {
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
