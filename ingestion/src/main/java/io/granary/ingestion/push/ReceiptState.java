package io.granary.ingestion.push;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of the rows of a request.
 *
 * @param views whether each that is answered from these rows has all of them
 */
record ReceiptState(Receipt receipt, Status status, Map<String, Boolean> views, List<Rejection> rejections) {

    enum Status {
        /** Some are still on their way. */
        PENDING,
        /** Whoever asks for features now is answered from them. */
        SERVABLE,
        /** Some became dead letters; the others are servable. */
        REJECTED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ReceiptState pending(Receipt receipt, Map<String, Boolean> views) {
        return new ReceiptState(receipt, Status.PENDING, views, List.of());
    }

    static ReceiptState ended(Receipt receipt, Map<String, Boolean> views, List<Rejection> rejections) {
        return new ReceiptState(receipt, rejections.isEmpty() ? Status.SERVABLE : Status.REJECTED, views, rejections);
    }

    boolean isPending() {
        return status == Status.PENDING;
    }
}
