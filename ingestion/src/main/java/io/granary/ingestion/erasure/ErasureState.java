package io.granary.ingestion.erasure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.ingestion.ErasureReceipt;
import io.granary.ingestion.ErasureReceiptJson;
import org.jspecify.annotations.Nullable;

/**
 * A receipt, and what this process knows beside it.
 *
 * @param isRunning whether this process is at it
 * @param step what it does, or waits for; null: nothing that is told
 * @param problem why this process could not finish it; null: it has not tried, or did
 */
record ErasureState(
        ErasureReceipt receipt,
        boolean isRunning,
        @Nullable String step,
        @Nullable String problem) {

    ObjectNode json() {
        ObjectNode node = ErasureReceiptJson.write(receipt).put("state", name());
        if (step != null) {
            node.put("step", step);
        }
        if (problem != null) {
            node.put("problem", problem);
        }
        return node;
    }

    private String name() {
        if (receipt.isDone()) {
            return "done";
        }
        return isRunning ? "running" : "unfinished";
    }
}
