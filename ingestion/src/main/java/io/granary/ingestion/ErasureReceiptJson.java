package io.granary.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.erasure.Erasure;
import io.granary.ingestion.ErasureReceipt.Line;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The JSON of an {@link ErasureReceipt}, as its topic has it and commands print it. */
public final class ErasureReceiptJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ErasureReceiptJson() {}

    public static ObjectNode write(ErasureReceipt receipt) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("id", receipt.id())
                .put("project", receipt.project())
                .put("entity", receipt.entity());
        ArrayNode joinKeys = node.putArray("join_keys");
        receipt.erasure().joinKeys().forEach(joinKeys::add);
        node.put("digest", receipt.erasure().digest())
                .put("until", receipt.until().toString())
                .put("done", receipt.isDone())
                .put("begun", receipt.begun().toString());
        if (receipt.ended() != null) {
            node.put("ended", receipt.ended().toString());
        }
        add(receipt.erased(), node.putArray("erased"));
        add(receipt.kept(), node.putArray("kept"));
        return node;
    }

    private static void add(List<Line> lines, ArrayNode to) {
        for (Line line : lines) {
            to.addObject()
                    .put("place", line.place())
                    .put("name", line.name())
                    .put("count", line.count())
                    .put("note", line.note());
        }
    }

    static byte[] encode(ErasureReceipt receipt) {
        try {
            return MAPPER.writeValueAsBytes(write(receipt));
        } catch (IOException e) {
            throw new IllegalStateException("a tree of nodes is always JSON", e);
        }
    }

    /** @throws GranaryException (INTERNAL) when the bytes are not a receipt */
    static ErasureReceipt decode(byte[] json) {
        try {
            return read(MAPPER.readTree(json));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new GranaryException(ErrorCode.INTERNAL, "Cannot read a receipt of an erasure: " + e, e);
        }
    }

    private static ErasureReceipt read(JsonNode node) {
        List<String> joinKeys = new ArrayList<>();
        node.required("join_keys").forEach(each -> joinKeys.add(each.asText()));
        Instant until = Instant.parse(node.required("until").asText());
        return new ErasureReceipt(
                node.required("id").asText(),
                node.required("project").asText(),
                node.required("entity").asText(),
                new Erasure(joinKeys, node.required("digest").asText(), until.toEpochMilli()),
                Instant.parse(node.required("begun").asText()),
                node.has("ended") ? Instant.parse(node.get("ended").asText()) : null,
                lines(node.required("erased")),
                lines(node.required("kept")));
    }

    private static List<Line> lines(JsonNode array) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode line : array) {
            lines.add(new Line(
                    line.required("place").asText(),
                    line.required("name").asText(),
                    line.required("count").asLong(),
                    line.required("note").asText()));
        }
        return lines;
    }
}
