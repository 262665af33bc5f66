package io.granary.http;

import static java.util.Objects.requireNonNull;

/**
 * Whether one dependency answers.
 *
 * @param isUp whether it does
 * @param detail why not, or a word on its state; may be empty, never secret
 */
public record HealthStatus(boolean isUp, String detail) {

    public HealthStatus {
        requireNonNull(detail, "detail");
    }

    public static HealthStatus up() {
        return new HealthStatus(true, "");
    }

    public static HealthStatus up(String detail) {
        return new HealthStatus(true, detail);
    }

    public static HealthStatus down(String reason) {
        return new HealthStatus(false, reason);
    }

    String word() {
        return isUp ? "UP" : "DOWN";
    }
}
