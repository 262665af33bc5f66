package io.granary.benchmarks.flights;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record of the stream: a flight that has arrived, with values of our own beside its delay.
 *
 * @param id of the event; several records have the same one when one was sent again, or by mistake
 * @param eventMicros when it became true
 * @param arrivalMillis when the record reached the broker
 * @param amount of any magnitude from 1e-8 to 1e16, also not a number
 * @param odd also infinite
 * @param big whose sum may not fit 64 bits
 * @param partition of the topic that it is sent to
 */
public record FlightEvent(
        long id,
        String origin,
        String destination,
        long eventMicros,
        long arrivalMillis,
        @Nullable Long delay,
        @Nullable Double amount,
        double odd,
        long big,
        int partition) {

    private static final long MICROS = 1_000;

    /** Sent once more, later and perhaps elsewhere. */
    FlightEvent again(long newArrivalMillis, int newPartition) {
        return new FlightEvent(
                id, origin, destination, eventMicros, newArrivalMillis, delay, amount, odd, big, newPartition);
    }

    /** Something else by mistake under the same id. */
    FlightEvent conflicting(long newEventMicros, long newArrivalMillis, double newAmount) {
        return new FlightEvent(
                id, origin, destination, newEventMicros, newArrivalMillis, delay, newAmount, odd, big, partition);
    }

    /** How long after its event timestamp it arrived; negative: before. */
    public long delayMicros() {
        return arrivalMillis * MICROS - eventMicros;
    }

    public long arrivalMicros() {
        return arrivalMillis * MICROS;
    }

    public String route() {
        return origin + ">" + destination;
    }

    /** Whether the other says the same, whenever it arrived. */
    public boolean saysTheSame(FlightEvent other) {
        return id == other.id
                && eventMicros == other.eventMicros
                && origin.equals(other.origin)
                && destination.equals(other.destination)
                && Objects.equals(delay, other.delay)
                && Objects.equals(amount, other.amount)
                && Double.compare(odd, other.odd) == 0
                && big == other.big;
    }

    /** The value of a column, by the name that the schema gives it. */
    public @Nullable Object value(String column) {
        return switch (column) {
            case "destination" -> destination;
            case "delay_minutes" -> delay;
            case "amount" -> amount;
            case "odd" -> odd;
            case "big" -> big;
            default -> throw new IllegalArgumentException("column: " + column + " (expected: one with values)");
        };
    }
}
