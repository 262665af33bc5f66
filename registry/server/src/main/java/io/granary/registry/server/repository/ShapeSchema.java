package io.granary.registry.server.repository;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Shapes as JSON Schema. An optional field may be {@code null}, which means not given. */
final class ShapeSchema {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Part part;

    /** Whether a document is a whole definition, or may leave out and take away what another one says. */
    enum Part {
        WHOLE,
        OVERLAY
    }

    ShapeSchema(Part part) {
        this.part = part;
    }

    ObjectNode of(Shape shape) {
        if (shape instanceof Shape.Scalar scalar) {
            return scalar(scalar);
        }
        if (shape instanceof Shape.ListOf list) {
            return list(list);
        }
        if (shape instanceof Shape.MapOf map) {
            ObjectNode schema = type("object");
            schema.set("additionalProperties", nullable(of(map.value()), Shape.Need.REQUIRED));
            return schema;
        }
        if (shape instanceof Shape.ObjectOf object) {
            return object(object);
        }
        if (shape instanceof Shape.Either either) {
            return anyOf(of(either.text()), of(either.other()));
        }
        return NODES.objectNode();
    }

    private static ObjectNode scalar(Shape.Scalar shape) {
        Form form = shape.form();
        ObjectNode schema = NODES.objectNode();
        if (form.types().size() == 1) {
            schema.put("type", form.types().get(0));
        } else {
            form.types().forEach(schema.putArray("type")::add);
        }
        if (form.pattern() != null) {
            schema.put("pattern", form.pattern());
        }
        if (!form.words().isEmpty()) {
            form.words().forEach(schema.putArray("enum")::add);
        }
        if (!form.examples().isEmpty()) {
            form.examples().forEach(schema.putArray("examples")::add);
        }
        return schema;
    }

    private ObjectNode list(Shape.ListOf shape) {
        ObjectNode schema = type("array");
        schema.set("items", of(shape.item()));
        if (shape.min() > 0 && part == Part.WHOLE) {
            schema.put("minItems", shape.min());
        }
        return part == Part.OVERLAY && shape.key() != null ? anyOf(schema, byName(shape)) : schema;
    }

    private ObjectNode byName(Shape.ListOf shape) {
        ObjectNode schema = type("object");
        schema.set("additionalProperties", anyOf(of(shape.item()), type("null")));
        return schema;
    }

    private ObjectNode object(Shape.ObjectOf shape) {
        ObjectNode schema = type("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        for (Shape.Field field : shape.fields()) {
            properties.set(field.name(), field(field));
            if (field.need() == Shape.Need.REQUIRED && isNeeded(field, shape)) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private boolean isNeeded(Shape.Field field, Shape.ObjectOf shape) {
        boolean isDocument = shape.find("kind") != null;
        boolean isIdentity = field.name().equals("kind") || field.name().equals("name");
        return part == Part.WHOLE || (isDocument && isIdentity);
    }

    private ObjectNode field(Shape.Field field) {
        ObjectNode schema = nullable(of(field.shape()), field.need());
        return schema.put("description", description(field));
    }

    private static String description(Shape.Field field) {
        return field.shape() instanceof Shape.Scalar scalar
                ? field.description() + ": " + scalar.expected() + "."
                : field.description() + ".";
    }

    private ObjectNode nullable(ObjectNode schema, Shape.Need need) {
        if ((need == Shape.Need.REQUIRED && part == Part.WHOLE) || schema.isEmpty()) {
            return schema;
        }
        return anyOf(schema, type("null"));
    }

    private static ObjectNode anyOf(ObjectNode... schemas) {
        ObjectNode schema = NODES.objectNode();
        ArrayNode any = schema.putArray("anyOf");
        for (ObjectNode each : schemas) {
            if (each.has("anyOf") && each.size() == 1) {
                each.get("anyOf").forEach(any::add);
            } else {
                any.add(each);
            }
        }
        return schema;
    }

    private static ObjectNode type(String type) {
        return NODES.objectNode().put("type", type);
    }
}
