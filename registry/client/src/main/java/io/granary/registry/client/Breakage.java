package io.granary.registry.client;

import io.granary.core.definition.Kind;
import io.granary.core.type.Column;
import java.util.List;
import java.util.Locale;

/**
 * A consequence that makes somebody's request fail, or lose what it asked for: somebody outside the repository, or a
 * model version that was trained on what was there. An apply with one of these has to be allowed.
 */
public sealed interface Breakage extends Consequence {

    @Override
    default boolean breaks() {
        return true;
    }

    /** A definition goes that requests may name. */
    record Removed(Kind kind, String name) implements Breakage {

        @Override
        public String sentence() {
            return Breakage.who(kind, name) + " goes: requests for it will be refused";
        }
    }

    /** A definition gets another name than the one that requests may use. */
    record Renamed(Kind kind, String name, String before) implements Breakage {

        @Override
        public String sentence() {
            return Breakage.who(kind, before) + " is called '" + name + "': requests by the old name will be refused";
        }
    }

    /** A feature view that is kept, but not for this use any more. */
    record Withdrawn(Kind kind, String name, Use use) implements Breakage {

        /** What a feature view is for. */
        public enum Use {
            ONLINE,
            OFFLINE
        }

        @Override
        public String sentence() {
            return Breakage.who(kind, name)
                    + (use == Use.ONLINE ? " is not served online any more" : " is not in training sets any more");
        }
    }

    /** A feature or output that is not there any more. */
    record ValueLost(Kind kind, String name, String value) implements Breakage {

        @Override
        public String sentence() {
            return Breakage.who(kind, name) + " loses " + Breakage.what(kind) + " '" + value + "'";
        }
    }

    /** A feature or output that is there under another name. */
    record ValueRenamed(Kind kind, String name, String before, String after) implements Breakage {

        @Override
        public String sentence() {
            return Breakage.who(kind, name) + " calls " + Breakage.what(kind) + " '" + before + "' now '" + after + "'";
        }
    }

    /** A feature or output of another type. */
    record ValueRetyped(Kind kind, String name, TypeChange value) implements Breakage {

        @Override
        public String sentence() {
            return Breakage.who(kind, name) + " gives " + Breakage.what(kind) + " " + value.text();
        }
    }

    /** A join key or request field that a request must bring and need not before. */
    record InputNeeded(Kind kind, String name, Column input) implements Breakage {

        @Override
        public String sentence() {
            return Breakage.who(kind, name) + " needs '" + input.name() + "' ("
                    + input.type().text() + ") in every request";
        }
    }

    /** A join key or request field of another type. */
    record InputRetyped(Kind kind, String name, TypeChange input) implements Breakage {

        @Override
        public String sentence() {
            return Breakage.who(kind, name) + " takes " + input.text();
        }
    }

    /** A version of a model that could be served and cannot be after the apply. */
    record VersionLost(Kind kind, String name, String version, List<String> inputs) implements Breakage {

        public VersionLost {
            inputs = List.copyOf(inputs);
        }

        @Override
        public String sentence() {
            return "Model '" + name + "' version " + version + " cannot be served: its service does not give " + inputs
                    + " as it did";
        }
    }

    /** A route whose model version cannot be served after the apply. */
    record RouteLost(Kind kind, String name, String route, String version) implements Breakage {

        @Override
        public String sentence() {
            return "Router '" + name + "' has no answer on route '" + route + "': its model version " + version
                    + " cannot be served";
        }
    }

    private static String who(Kind kind, String name) {
        String words = kind.text().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + " '" + name + "'";
    }

    private static String what(Kind kind) {
        return kind == Kind.MODEL ? "output" : "feature";
    }
}
