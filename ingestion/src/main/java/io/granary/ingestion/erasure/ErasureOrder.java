package io.granary.ingestion.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Revision;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.Coercion;
import io.granary.http.InvalidRequest;
import io.granary.http.ProblemError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for: an entity and its key.
 *
 * @param isDryRun whether to say only what there is
 */
record ErasureOrder(Entity entity, EntityKey key, boolean isDryRun) {

    private static final String JOIN_KEYS = "join_keys";

    /**
     * Reads a body whose shape the contract has checked.
     *
     * @throws GranaryException naming each thing that is wrong with it
     */
    static ErasureOrder read(JsonNode body, Revision revision) {
        Entity entity = entity(body.path("entity").asText(), revision.definitions());
        List<ProblemError> errors = new ArrayList<>();
        JsonNode given = body.path(JOIN_KEYS);
        given.fieldNames().forEachRemaining(name -> {
            if (entity.joinKeys().stream().noneMatch(key -> key.name().equals(name))) {
                errors.add(new ProblemError(JOIN_KEYS + "." + name, "is no join key of '" + entity.name() + "'"));
            }
        });
        @Nullable Object[] values = new @Nullable Object[entity.joinKeys().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(given, entity.joinKeys().get(i), errors);
        }
        if (!errors.isEmpty()) {
            throw new InvalidRequest(ErrorCode.INVALID_ARGUMENT, errors);
        }
        EntityKey key = EntityKeyCodec.of(revision.project(), entity.joinKeys()).encode(values);
        return new ErasureOrder(entity, key, body.path("dry_run").asBoolean());
    }

    private static Entity entity(String name, Definitions definitions) {
        if (definitions.find(Kind.ENTITY, name) instanceof Entity entity) {
            return entity;
        }
        throw new InvalidRequest(
                ErrorCode.NOT_FOUND, List.of(new ProblemError("entity", "'" + name + "' does not exist")));
    }

    private static @Nullable Object value(JsonNode given, JoinKey key, List<ProblemError> errors) {
        String name = JOIN_KEYS + "." + key.name();
        if (!given.has(key.name())) {
            errors.add(new ProblemError(name, "missing (expected: each join key of the entity)"));
            return null;
        }
        try {
            return Coercion.coerce(scalar(given.get(key.name())), key.type(), name);
        } catch (GranaryException e) {
            String message = String.valueOf(e.getMessage());
            errors.add(new ProblemError(
                    name, message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message));
            return null;
        }
    }

    private static Object scalar(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue();
        }
        return value.isBoolean() ? value.booleanValue() : value.asText();
    }
}
