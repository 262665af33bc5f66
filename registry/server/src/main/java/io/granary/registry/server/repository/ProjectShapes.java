package io.granary.registry.server.repository;

import static io.granary.registry.server.repository.Fields.list;
import static io.granary.registry.server.repository.Fields.object;
import static io.granary.registry.server.repository.Fields.optional;
import static io.granary.registry.server.repository.Fields.required;
import static io.granary.registry.server.repository.Scalars.ADDRESS;
import static io.granary.registry.server.repository.Scalars.NAME;
import static io.granary.registry.server.repository.Scalars.TEXT;

import io.granary.core.definition.Kind;
import io.granary.registry.server.repository.Shape.Field;
import io.granary.registry.server.repository.Shape.MapOf;
import io.granary.registry.server.repository.Shape.ObjectOf;
import java.util.ArrayList;
import java.util.List;

/** The fields of the file {@code granary.yaml}, some of which are those of each kind. */
final class ProjectShapes {

    /** What definitions say unless they say otherwise; fields of one kind are below its name. */
    private static final ObjectOf DEFAULTS = defaults();

    private static final ObjectOf ENVIRONMENT = object(
            "an environment",
            optional("description", TEXT, "For people"),
            optional("project", NAME, "Name of the project there; the default is the project's"),
            optional("registry", ADDRESS, "The registry there, unless --registry names one"),
            optional("defaults", DEFAULTS, "Laid over the project's defaults"));

    /** The file {@code granary.yaml}. */
    static final ObjectOf PROJECT = object(
            "granary.yaml",
            required("project", NAME, "Name of the project"),
            optional("description", TEXT, "For people"),
            optional("defaults", DEFAULTS, "What definitions say unless they say otherwise"),
            optional("include", list(TEXT), "Files and folders outside, such as ../shared, that belong to it too"),
            optional("environments", new MapOf(ENVIRONMENT), "Where else it runs; overlays are in environments/NAME"));

    private ProjectShapes() {}

    private static ObjectOf defaults() {
        List<Field> fields = new ArrayList<>(List.of(
                optional("owner", TEXT, "Who answers for definitions of every kind"),
                optional("tags", new MapOf(TEXT), "For people")));
        for (Kind kind : Kind.values()) {
            fields.add(optional(kind.text(), partial(kind), "Defaults of this kind, over those for every kind"));
        }
        return new ObjectOf("defaults", fields);
    }

    private static ObjectOf partial(Kind kind) {
        List<Field> fields = KindShapes.of(kind).fields().stream()
                .filter(field -> !field.name().equals("kind") && !field.name().equals("name"))
                .map(Field::asOptional)
                .toList();
        return new ObjectOf("defaults of " + kind.text(), fields);
    }
}
