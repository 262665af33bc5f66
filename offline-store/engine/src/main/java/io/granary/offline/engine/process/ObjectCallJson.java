package io.granary.offline.engine.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.ObjectAddress;
import io.granary.offline.engine.ObjectTableJson;

/** The JSON of an {@link ObjectCall}. */
public final class ObjectCallJson {

    private static final String FIND = "find";
    private static final String COPY = "copy";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ObjectCallJson() {}

    /** The call as one line. */
    public static String line(ObjectCall call) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (call instanceof ObjectCall.Copy copy) {
            node.put("portion", copy.portion().name()).set(COPY, ObjectTableJson.write(copy.table()));
        } else {
            node.put(FIND, ((ObjectCall.Find) call).address().text());
        }
        return node.toString();
    }

    /** @throws GranaryException (INTERNAL) when the line is not a call */
    public static ObjectCall parse(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            return node.has(FIND)
                    ? new ObjectCall.Find(new ObjectAddress(node.get(FIND).asText()))
                    : new ObjectCall.Copy(
                            ObjectTableJson.read(node.required(COPY)),
                            ObjectCall.Portion.valueOf(node.required("portion").asText()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new GranaryException(ErrorCode.INTERNAL, "Cannot read a call: " + line, e);
        }
    }
}
