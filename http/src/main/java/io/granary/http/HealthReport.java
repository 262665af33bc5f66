package io.granary.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.http.HealthStatus.State;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of every dependency at one moment; ready when none is down.
 *
 * @param checks the state of each dependency by its name
 */
public record HealthReport(SortedMap<String, HealthStatus> checks) {

    public HealthReport {
        checks = new TreeMap<>(checks);
    }

    public boolean isReady() {
        return worst() != State.DOWN;
    }

    private State worst() {
        return checks.values().stream()
                .map(HealthStatus::state)
                .max(Comparator.naturalOrder())
                .orElse(State.UP);
    }

    Buffer toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("status", worst().name());
        ObjectNode each = json.putObject("checks");
        checks.forEach((name, status) -> {
            ObjectNode check = each.putObject(name).put("status", status.state().name());
            if (!status.detail().isEmpty()) {
                check.put("detail", status.detail());
            }
        });
        return Buffer.buffer(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
