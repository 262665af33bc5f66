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
import org.jspecify.annotations.Nullable;

/**
 * The JSON of an {@link ErasureReceipt}, as its topic has it and commands print it. It has no {@code until} before the moment
 * is known up to which is erased, and no {@code ended} before everything is gone.
 */
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
        node.put("digest", receipt.erasure().digest());
        putMoment("until", receipt.until(), node);
        node.put("done", receipt.isDone()).put("begun", receipt.begun().toString());
        putMoment("ended", receipt.ended(), node);
        add(receipt.erased(), node.putArray("erased"));
        add(receipt.kept(), node.putArray("kept"));
        return node;
    }

    /** What is not yet is absent. */
    private static void putMoment(String name, @Nullable Instant moment, ObjectNode to) {
        if (moment != null) {
            to.put(name, moment.toString());
        }
    }

    private static @Nullable Instant moment(JsonNode node, String name) {
        return node.has(name) ? Instant.parse(node.get(name).asText()) : null;
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
        Instant until = moment(node, "until");
        return new ErasureReceipt(
                node.required("id").asText(),
                node.required("project").asText(),
                node.required("entity").asText(),
                new Erasure(joinKeys, node.required("digest").asText(), until == null ? 0 : until.toEpochMilli()),
                Instant.parse(node.required("begun").asText()),
                moment(node, "ended"),
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
