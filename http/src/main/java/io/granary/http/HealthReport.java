package io.granary.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of every dependency at one moment; ready when all are up.
 *
 * @param checks the state of each dependency by its name
 */
public record HealthReport(SortedMap<String, HealthStatus> checks) {

    public HealthReport {
        checks = new TreeMap<>(checks);
    }

    public boolean isReady() {
        return checks.values().stream().allMatch(HealthStatus::isUp);
    }

    Buffer toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("status", isReady() ? "UP" : "DOWN");
        ObjectNode each = json.putObject("checks");
        checks.forEach((name, status) -> {
            ObjectNode check = each.putObject(name).put("status", status.word());
            if (!status.detail().isEmpty()) {
                check.put("detail", status.detail());
            }
        });
        return Buffer.buffer(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
