package io.granary.ingestion.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.http.Cursor;
import io.granary.ingestion.ErasureReceipt;
import io.vertx.core.MultiMap;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Some erasures of a list, the latest first. One that is begun again meanwhile is at the front from then on, and on no later
 * page.
 *
 * @param after the last of the page before; null: this is the first page
 * @param limit how many at most
 */
record ErasurePage(@Nullable String after, int limit) {

    /** So many that callers who do not page see the whole of all but the longest lists. */
    private static final int DEFAULT_LIMIT = 1_000;

    private static final String LIST = "erasures";

    /**
     * What a query asks for, whose shape the contract has checked.
     *
     * @throws io.granary.core.GranaryException (INVALID_ARGUMENT) for a cursor that no page has answered
     */
    static ErasurePage asked(MultiMap query) {
        String cursor = query.get("cursor");
        String limit = query.get("limit");
        return new ErasurePage(
                cursor == null ? null : Cursor.decode(LIST, cursor),
                limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit));
    }

    JsonNode json(List<ErasureReceipt> receipts, ErasureProgress progress) {
        List<ErasureReceipt> found = receipts.stream()
                .sorted(Comparator.comparing(ErasurePage::position).reversed())
                .filter(receipt -> after == null || position(receipt).compareTo(after) < 0)
                .limit(limit + 1L)
                .toList();
        List<ErasureReceipt> shown = found.subList(0, Math.min(limit, found.size()));
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode erasures = page.putArray(LIST);
        shown.forEach(receipt -> erasures.add(progress.of(receipt).json()));
        if (found.size() > limit) {
            page.put("next", Cursor.encode(LIST, position(shown.get(limit - 1))));
        }
        return page;
    }

    /** Sorts as text by when they began, and is another one for each. */
    private static String position(ErasureReceipt receipt) {
        return String.format(Locale.ROOT, "%020d %s", receipt.begun().toEpochMilli(), receipt.id());
    }
}
