package io.granary.registry.client;

import io.granary.core.definition.Kind;
import java.util.List;

/** What a plan does to one definition. */
public sealed interface DefinitionChange {

    Kind kind();

    String name();

    /** In the order of the definition's fields. */
    List<FieldChange> fields();

    /** The sign that stands before the definition in a plan's text. */
    String sign();

    /** A definition that is not there yet. */
    record Added(Kind kind, String name, List<FieldChange> fields) implements DefinitionChange {

        public Added {
            fields = List.copyOf(fields);
        }

        @Override
        public String sign() {
            return "+";
        }
    }

    /** A definition that keeps its values, whatever else changes. */
    record Changed(Kind kind, String name, List<FieldChange> fields) implements DefinitionChange {

        public Changed {
            fields = List.copyOf(fields);
        }

        @Override
        public String sign() {
            return "~";
        }
    }

    /** A feature view whose values change, so that it starts a new generation. */
    record Rebuilt(Kind kind, String name, List<FieldChange> fields) implements DefinitionChange {

        public Rebuilt {
            fields = List.copyOf(fields);
        }

        @Override
        public String sign() {
            return "-/+";
        }
    }

    /** A definition that gets another name and stays what it is, whatever else changes. */
    record Renamed(Kind kind, String name, String before, List<FieldChange> fields) implements DefinitionChange {

        public Renamed {
            fields = List.copyOf(fields);
        }

        @Override
        public String sign() {
            return "~";
        }
    }

    /** A definition that goes. */
    record Removed(Kind kind, String name) implements DefinitionChange {

        @Override
        public List<FieldChange> fields() {
            return List.of();
        }

        @Override
        public String sign() {
            return "-";
        }
    }
}
