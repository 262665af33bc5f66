package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.cli.client.JsonHttp;
import io.granary.core.GranaryException;
import java.util.List;

/** The join keys and request fields of one entity, as options give them to be sent on. */
final class GivenEntity {

    private static final String OPTION = "--entity";

    private GivenEntity() {}

    /**
     * Values as text; who gets them knows the types.
     *
     * @param given {@code KEY=VALUE} each
     * @throws GranaryException (INVALID_ARGUMENT) naming what is not that
     */
    static ObjectNode read(List<String> given) {
        ObjectNode json = JsonHttp.MAPPER.createObjectNode();
        for (String pair : given) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw GranaryException.invalid(OPTION, pair, "KEY=VALUE");
            }
            json.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return json;
    }
}
