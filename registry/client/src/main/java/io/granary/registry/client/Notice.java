package io.granary.registry.client;

import io.granary.core.definition.Kind;

/** A consequence that is worth a line and breaks nothing. */
public sealed interface Notice extends Consequence {

    @Override
    default boolean breaks() {
        return false;
    }

    /** A service that reads a view whose values start anew. */
    record Rebuilt(Kind kind, String name, String view) implements Notice {

        @Override
        public String sentence() {
            return "Service '" + name + "' reads view '" + view
                    + "' in a new generation; until it is filled, the revision before answers";
        }
    }

    /** A service that goes over to a view that is new: nothing of it answers before, so nothing waits until it is filled. */
    record Unfilled(Kind kind, String name, String view) implements Notice {

        @Override
        public String sentence() {
            return "Service '" + name + "' reads view '" + view
                    + "', which is new: it has no values until it is filled; apply the view first, and fill it";
        }
    }

    /** An experiment whose units get other treatments than before. */
    record Reassigned(Kind kind, String name) implements Notice {

        @Override
        public String sentence() {
            return "Experiment '" + name + "' assigns units anew";
        }
    }

    /** An old name that neither this apply nor an earlier one has found. */
    record UnknownBefore(Kind kind, String name, String was) implements Notice {

        @Override
        public String sentence() {
            return kind.text() + " '" + name + "' was no '" + was + "': there is none of that name, so it is new";
        }
    }
}
