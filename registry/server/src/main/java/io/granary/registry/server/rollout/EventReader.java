package io.granary.registry.server.rollout;

import io.granary.registry.server.store.RolloutPosition;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * One reader of a project's events. As each event says all that the ones before it said, none is sent twice; who does
 * not read them is cut off. Confined to its event loop.
 */
final class EventReader {

    private static final int MAX_UNREAD_BYTES = 16 << 10;
    private static final RolloutPosition NOWHERE = new RolloutPosition(0, 0, 0);

    static final String CONTENT_TYPE = "text/event-stream";

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final String registry;
    private final Counter slow;
    private RolloutPosition last = NOWHERE;
    private boolean isOpen;

    /** @param slow counts readers that are cut off */
    EventReader(HttpServerRequest request, String registry, Counter slow) {
        this.request = request;
        this.response = request.response().setWriteQueueMaxSize(MAX_UNREAD_BYTES);
        this.registry = registry;
        this.slow = slow;
    }

    /**
     * Opens the answer; something is sent at once, so that the reader knows that nothing on the way holds it back.
     *
     * @param now where the rollout is, unless it has moved on meanwhile
     */
    void begin(RolloutPosition now) {
        response.setChunked(true)
                .putHeader("Content-Type", CONTENT_TYPE)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        isOpen = true;
        beat();
        RolloutPosition first = now.version() > last.version() ? now : last;
        boolean isSeen = id(first).equals(request.getHeader("Last-Event-ID"));
        last = isSeen ? first : NOWHERE;
        send(first);
    }

    /** Sends a move, or keeps it until the answer is open. */
    void send(RolloutPosition position) {
        if (position.version() > last.version()) {
            last = position;
            write("event: rollout\nid: " + id(position) + "\ndata: {\"newest\":" + position.newest() + ",\"live\":"
                    + position.live() + "}\n\n");
        }
    }

    /** A sign of life, which readers do not see. */
    void beat() {
        write(":\n\n");
    }

    private String id(RolloutPosition position) {
        return position.version() + "-" + registry;
    }

    private void write(String text) {
        if (!isOpen || response.closed() || response.ended()) {
            return;
        }
        if (response.writeQueueFull()) {
            isOpen = false;
            slow.increment();
            request.connection().close();
            return;
        }
        response.write(text);
    }
}
