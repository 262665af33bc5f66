package io.granary.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Rules of objects. */
final class Fields {

    private Fields() {}

    static Schema required(JsonNode names) {
        return (value, place) -> names.forEach(name -> {
            if (value.isObject() && !value.has(name.textValue())) {
                place.field(name.textValue()).refuse("missing", "a value");
            }
        });
    }

    static Schema known(Map<String, Schema> schemas) {
        return (value, place) -> value.properties().forEach(field -> {
            Schema schema = schemas.get(field.getKey());
            if (schema != null) {
                schema.check(field.getValue(), place.field(field.getKey()));
            }
        });
    }

    static Schema only(List<String> known) {
        return others(known, (value, place) -> place.refuse("unknown field", "one of " + known));
    }

    /** A rule of the fields that are not known by name. */
    static Schema others(List<String> known, Schema schema) {
        return (value, place) -> value.properties().forEach(field -> {
            if (!known.contains(field.getKey())) {
                schema.check(field.getValue(), place.field(field.getKey()));
            }
        });
    }
}
